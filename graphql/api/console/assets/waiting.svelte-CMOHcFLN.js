import{aJ as t,$ as i,g as o,T as r,Z as s,ar as a,at as d,aK as u,au as p}from"./console-Clenm4bN.js";const g=t(`
  query EvaluationPeriods($from: Date!, $to: Date!) {
    evaluationPeriods(firstDay: $from, lastDay: $to) { id kind first last status positionGroups selfScoreBy opinionBy freezeOn decisionBy }
  }
`),y=t(`
  query SheetsOfMyPeople($period: UUID!, $unit: UUID!, $after: String) {
    sheets(periodId: $period, unitId: $unit, first: 50, after: $after) {
      edges { node {
        id personId status notRanked total classByPoints proposedClass superiorClass computedAt opinedAt mayOpine mayDecide agencyId
        person { fullName } unit { name } superior { fullName }
        decisions { decidedClass decidedAt stands notRanked decidedBy { fullName } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),I=t(`
  query SheetsThatWait($period: UUID!, $turn: SheetTurn!, $after: String) {
    waitingSheets(periodId: $period, turn: $turn, first: 50, after: $after) {
      edges { node {
        id personId status notRanked total classByPoints proposedClass superiorClass computedAt opinedAt mayOpine mayDecide agencyId
        person { fullName } unit { name } superior { fullName }
        decisions { decidedClass decidedAt stands notRanked decidedBy { fullName } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),$=t(`
  query OverdueSteps($period: UUID!) {
    overdueSteps(periodId: $period) { sheetId fullName step due whose { fullName } }
  }
`),c=t(`
  query WhatWaits { waitingEvaluations { opinions decisions } }
`),l=t(`
  query PetitionsThatWait { petitionsWaiting }
`),S=t(`
  query MyPaperRuns {
    paperRuns(first: 8) { edges { node { id kind fileFormat status done total fileName problem file startedAt documentNumber unit { name } meetingTold { heldAt place chair secretary present absent discussion conclusion } } } }
  }
`),N=t(`
  mutation StartPaperRun($input: StartPaperRunInput!) { startPaperRun(input: $input) { id } }
`),w=t(`
  mutation CancelPaperRun($id: UUID!) { cancelPaperRun(input: { id: $id }) { id } }
`);class f{#e=i({});get known(){return o(this.#e)}set known(e){r(this.#e,e)}asked="";get sheets(){return this.begin(),this.known.sheets}get petitions(){return this.begin(),this.known.petitions}async renew(){try{const e=s.may("evaluation:opine")?(await a(c,{})).waitingEvaluations:null,n=s.may("petition:answer")?(await a(l,{})).petitionsWaiting:null;this.known={...e?{sheets:e.opinions+e.decisions}:{},...n===null?{}:{petitions:n}}}catch(e){if(!(e instanceof d||e instanceof u||e instanceof p))throw e}}begin(){const e=s.me?.accountId??"";e!==this.asked&&(this.asked=e,queueMicrotask(()=>void this.renew()))}}const R=new f;export{w as C,$ as O,g as P,S as R,y as S,I as W,N as a,R as w};
