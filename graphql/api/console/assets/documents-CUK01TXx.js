import{aJ as e}from"./console-Clenm4bN.js";const r=e(`
  query Releases {
    releases { period version reason publishedAt reported missing }
  }
`),t=e(`
  query Offers($period: String!, $version: Int!) {
    release(period: $period, version: $version) {
      datasets {
        code vi en
        measures { code vi en unitVi unitEn stored }
        breakdowns { breakdown vi en members { code vi en parent } }
        tables { by }
      }
    }
  }
`),i=e(`
  query Figures($period: String!, $version: Int!, $dataset: String!, $by: [StatisticsBreakdown!]!, $filters: [StatisticsFilter!], $measures: [String!]) {
    statistics(period: $period, version: $version, dataset: $dataset, by: $by, filters: $filters, measures: $measures, totals: true) {
      dimensions { code vi en members { code vi en } }
      measures { code vi en unitVi unitEn }
      footnotes { code vi en }
      rows
    }
  }
`),o=e(`
  query Series($from: String!, $to: String!, $dataset: String!, $by: [StatisticsBreakdown!]!, $filters: [StatisticsFilter!], $measures: [String!]!) {
    statisticsSeries(fromPeriod: $from, toPeriod: $to, dataset: $dataset, by: $by, filters: $filters, measures: $measures, totals: true) {
      periods versions
      measures { code vi en unitVi unitEn }
      rows
    }
  }
`),n=e(`
  query League($period: String!, $version: Int!) {
    statisticsLeague(period: $period, version: $version, adjusted: true) {
      place province harmonisedMean rawMean harshness obsStatus
    }
  }
`);export{i as F,n as L,t as O,r as R,o as S};
