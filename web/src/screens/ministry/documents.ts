import { graphql } from '../../graphql/tada';

export const RELEASES = graphql(`
  query Releases {
    releases { period version reason publishedAt reported missing }
  }
`);

export const OFFERS = graphql(`
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
`);

export const FIGURES = graphql(`
  query Figures($period: String!, $version: Int!, $dataset: String!, $by: [StatisticsBreakdown!]!, $filters: [StatisticsFilter!], $measures: [String!]) {
    statistics(period: $period, version: $version, dataset: $dataset, by: $by, filters: $filters, measures: $measures, totals: true) {
      dimensions { code vi en members { code vi en } }
      measures { code vi en unitVi unitEn }
      footnotes { code vi en }
      rows
    }
  }
`);

export const SERIES = graphql(`
  query Series($from: String!, $to: String!, $dataset: String!, $by: [StatisticsBreakdown!]!, $filters: [StatisticsFilter!], $measures: [String!]!) {
    statisticsSeries(fromPeriod: $from, toPeriod: $to, dataset: $dataset, by: $by, filters: $filters, measures: $measures, totals: true) {
      periods versions
      measures { code vi en unitVi unitEn }
      rows
    }
  }
`);

export const LEAGUE = graphql(`
  query League($period: String!, $version: Int!) {
    statisticsLeague(period: $period, version: $version, adjusted: true) {
      place province harmonisedMean rawMean harshness obsStatus
    }
  }
`);
