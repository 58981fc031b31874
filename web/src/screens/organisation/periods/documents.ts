import { graphql } from '../../../graphql/tada';

export const PERIODS = graphql(`
  query Periods($first: Date!, $last: Date!) {
    evaluationPeriods(firstDay: $first, lastDay: $last) {
      id kind positionGroups first last selfScoreBy opinionBy freezeOn decisionBy reportBy status closedAt finishedAt decidedElsewhere
    }
  }
`);

export const STANDING = graphql(`
  query PeriodStanding($id: UUID!) {
    periodStanding(id: $id) {
      selfScoreLate opinionLate decisionLate
      together { sheets notRanked noSelfScore noOpinion undecided }
      agencies { agencyId agency { name } sheets noSelfScore noOpinion undecided }
    }
  }
`);

export const CLOSE_PERIOD = graphql(`
  mutation ClosePeriod($input: ClosePeriodInput!) { closePeriod(input: $input) { id } }
`);

export const RULES = graphql(`
  query PeriodRules { periodRules { id kind positionGroups selfScoreDays opinionDays freezeDays decisionDays reportDay firstMonth validFrom validTo } }
`);

export const SET_RULE = graphql(`
  mutation SetPeriodRule($input: SetPeriodRuleInput!) { setPeriodRule(input: $input) { id } }
`);

export const CALENDAR = graphql(`
  query WorkingCalendar($from: Date!, $to: Date!) { calendar(dateFrom: $from, dateTo: $to) { day working note } }
`);

export const SET_DAY = graphql(`
  mutation SetCalendarDay($input: SetCalendarDayInput!) { setCalendarDay(input: $input) { day working note } }
`);

export const SETTINGS = graphql(`
  query TenantSettings { settings { lateLogDays evidenceRequired dayMinutesLimit standardProductScore learningEntries learningDays } }
`);

export const CHANGE_SETTINGS = graphql(`
  mutation ChangeSettings($input: ChangeSettingsInput!) {
    changeSettings(input: $input) { lateLogDays evidenceRequired dayMinutesLimit standardProductScore learningEntries learningDays }
  }
`);
