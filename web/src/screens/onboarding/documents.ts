import { graphql } from '../../graphql/tada';

export const CHECKLIST = graphql(`
  query OnboardingChecklist {
    onboardingChecklist { code count text textEn blocking who { id label } }
    rollout { people waitingPeople waves { id begun } }
    rolloutStanding { practising training { endsOn } }
  }
`);

export const ROLLOUT = graphql(`
  query Rollout {
    rollout { people waitingPeople waitingUnits { id name people } waves { id name startsOn begun people units { id name people } } }
  }
`);

export const PREVIEW = graphql(`
  query WavePreview($plan: PlanWaveInput!, $waveId: UUID) {
    wavePreview(plan: $plan, waveId: $waveId) { moved coverage { people waitingPeople waves { name startsOn people } } }
  }
`);

export const PLAN = graphql(`
  mutation PlanWave($input: PlanWaveInput!) { planWave(input: $input) { id } }
`);

export const CHANGE = graphql(`
  mutation ChangeWave($input: ChangeWaveInput!) { changeWave(input: $input) { id } }
`);

export const DROP = graphql(`
  mutation DropWave($input: DropWaveInput!) { dropWave(input: $input) { id } }
`);

export const TRAINING = graphql(`
  query Training { rolloutStanding { practising training { endsOn openedAt } } }
`);

export const OPEN_TRAINING = graphql(`
  mutation OpenTraining($input: OpenTrainingInput!) { openTraining(input: $input) { endsOn } }
`);

export const MOVE_TRAINING_END = graphql(`
  mutation MoveTrainingEnd($input: MoveTrainingEndInput!) { moveTrainingEnd(input: $input) { endsOn } }
`);

export const CLOSE_TRAINING = graphql(`
  mutation CloseTraining { closeTraining }
`);
