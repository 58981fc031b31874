/** What can be done to the catalogue: each is one operation of the server. */
import { graphql } from '../../../graphql/tada';

export const PROPOSE_ITEM = graphql(`mutation ProposeWorkItem($input: ProposeWorkItemInput!) { proposeWorkItem(input: $input) { id } }`);
export const REVISE_ITEM = graphql(`mutation ReviseWorkItem($input: ReviseWorkItemInput!) { reviseWorkItem(input: $input) { id } }`);
export const APPROVE_ITEM = graphql(`mutation ApproveWorkItem($input: ApproveInput!) { approveWorkItem(input: $input) { id } }`);
export const RECALL_ITEM = graphql(`mutation RecallWorkItem($input: RecordInput!) { recallWorkItem(input: $input) { id } }`);
export const END_ITEM = graphql(`mutation EndWorkItem($input: EndInput!) { endWorkItem(input: $input) { id } }`);
export const DISCARD_ITEM = graphql(`mutation DiscardWorkItemDraft($input: RecordInput!) { discardWorkItemDraft(input: $input) }`);
export const DRAFT_FROM_EVIDENCE = graphql(`mutation DraftFromProposal($input: DraftFromProposalInput!) { draftFromProposal(input: $input) { id } }`);

export const PROPOSE_POSITION = graphql(`mutation ProposeJobPosition($input: ProposeJobPositionInput!) { proposeJobPosition(input: $input) { id } }`);
export const REVISE_POSITION = graphql(`mutation ReviseJobPosition($input: ReviseJobPositionInput!) { reviseJobPosition(input: $input) { id } }`);
export const APPROVE_POSITION = graphql(`mutation ApproveJobPosition($input: ApproveInput!) { approveJobPosition(input: $input) { id } }`);
export const RECALL_POSITION = graphql(`mutation RecallJobPosition($input: RecordInput!) { recallJobPosition(input: $input) { id } }`);
export const END_POSITION = graphql(`mutation EndJobPosition($input: EndInput!) { endJobPosition(input: $input) { id } }`);
export const DISCARD_POSITION = graphql(`mutation DiscardJobPositionDraft($input: RecordInput!) { discardJobPositionDraft(input: $input) }`);

export const SAVE_COMPETENCY = graphql(`mutation SaveCompetency($input: CompetencyInput!) { saveCompetency(input: $input) { code } }`);
export const ACCEPT_TEMPLATE = graphql(`mutation AcceptTemplate($input: AcceptTemplateInput!) { acceptTemplate(input: $input) { code } }`);
