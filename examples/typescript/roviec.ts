// Made from schema.graphql by `roviec schema types`; do not edit.
// Dates, times, decimals and ids are texts, as they stand in JSON.

/** An answer to a difference, as seen in this revision. */
export interface AcceptTemplateInput {
  kind: TemplateKind;
  code: string;
  revision: number;
  effectiveFrom: Date;
  fields?: Array<string> | null;
  /** Why, kept on the trail; at most 300 characters. */
  note?: string | null;
}

/** An account as administrators see it. */
export interface Account {
  id: UUID;
  login: string;
  personId: UUID | null;
  officeRole: OfficeRole | null;
  createdAt: DateTime;
  disabledAt: DateTime | null;
  hasPassword: boolean;
  /** Whether the password is taken although single sign-on is enforced. */
  breakGlass: boolean;
  /** Whose account it is. */
  person: PersonName | null;
}

/** A page of a list. */
export interface AccountConnection {
  edges: Array<AccountEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface AccountEdge {
  cursor: string;
  node: Account;
}

/** An account. */
export interface AccountInput {
  accountId: UUID;
}

/** A decision on one's own sheet. */
export interface AcknowledgeDecisionInput {
  decisionId: UUID;
}

/** What the holder of an account is handed to choose a first password; seen this once. */
export interface Activation {
  login: string;
  code: string;
  expiresAt: DateTime;
}

/** How many sheets of an agency, or of all together, still lack a step; counts alone. */
export interface AgencyStanding {
  agencyId: UUID | null;
  sheets: number;
  notRanked: number;
  /** Ranked sheets without a self-score. */
  noSelfScore: number;
  /** Ranked sheets on which the superior has not spoken. */
  noOpinion: number;
  /** Ranked sheets not decided yet. */
  undecided: number;
  /** The agency, as it stands today. */
  agency: Unit | null;
}

/** Answer a request to correct. */
export interface AnswerCorrectionInput {
  id: UUID;
  corrected: boolean;
  text: string;
}

/** An answer to a question of the norm package. */
export interface AnswerInput {
  name: string;
  value?: string | null;
}

/** The answer to a petition; there is no second review. */
export interface AnswerPetitionInput {
  petitionId: UUID;
  outcome: PetitionAnswer;
  text: string;
  decidedClass?: EvaluationClass | null;
  documentNumber?: string | null;
  /** Needed after the last day to answer. */
  lateReason?: string | null;
}

/** Answer such a request. */
export interface AnswerReopeningInput {
  id: UUID;
  text: string;
  openDays?: number | null;
}

/** An API token as its owner sees it: never the token itself. */
export interface ApiToken {
  id: UUID;
  name: string;
  scopes: Array<string>;
  createdAt: DateTime;
  expiresAt: DateTime;
  revokedAt: DateTime | null;
  /** When it was last used, to ten minutes. */
  lastUsedAt: DateTime | null;
}

/** A post to give. */
export interface AppointInput {
  personId: UUID;
  unitId: UUID;
  role: Role;
  validFrom: Date;
  jobPositionId?: UUID | null;
  isPrimary?: boolean;
  weight?: Decimal;
  validTo?: Date | null;
  documentNumber?: string | null;
}

/** Approve a draft from a day on; the version before it ends on that day. */
export interface ApproveInput {
  id: UUID;
  effectiveFrom: Date;
}

/** Approve a part by a document. */
export interface ApproveStatisticsInput {
  partId: UUID;
  documentNumber: string;
}

/** An archive of everything the tenant has, sealed for its own key. */
export interface Archive {
  id: UUID;
  status: ArchiveStatus;
  reason: string;
  /** Public line of the key (age, X25519) that opens it. */
  recipient: string;
  askedBy: UUID;
  askedAt: DateTime;
  confirmedBy: UUID | null;
  confirmedAt: DateTime | null;
  madeAt: DateTime | null;
  expiresAt: DateTime | null;
  size: Long | null;
  /** Root hash of what is in it, in hexadecimal. */
  root: string | null;
  problem: string | null;
  /** Whether the caller asked for it, and so cannot confirm. */
  mine: boolean;
  /** The account that asked. */
  askedByLogin: string | null;
  /** The account that confirmed. */
  confirmedByLogin: string | null;
}

/** A request for an archive. */
export interface ArchiveInput {
  id: UUID;
}

/** A new key pair. The secret line is shown once and kept nowhere. */
export interface ArchiveKey {
  recipient: string;
  identity: string;
}

/** Where a request for an archive stands. */
export type ArchiveStatus = 'ASKED' | 'MAKING' | 'READY' | 'FAILED' | 'WITHDRAWN' | 'EXPIRED';

/** Why everything is archived, and for which key. */
export interface AskArchiveInput {
  reason: string;
  recipient: string;
}

/** Ask for a correction of my record. */
export interface AskCorrectionInput {
  section: string;
  text: string;
  record?: string | null;
}

/** Ask for a day that is closed for logging. */
export interface AskReopeningInput {
  workDate: Date;
  reason: string;
}

/** Work to assign. */
export interface AssignTaskInput {
  /** A UUID of version 7 made by the client: sending it twice assigns it once. */
  id: UUID;
  appointmentId: UUID;
  workItemId: UUID;
  title: string;
  quantity: Decimal;
  dueDate: Date;
  note?: string | null;
  documentNumber?: string | null;
}

/** One act: who, when, what, on which record. */
export interface AuditEvent {
  id: UUID;
  at: DateTime;
  action: string;
  /** Kind of record. */
  subject: string;
  subjectId: UUID | null;
  data: JSON;
  accountId: UUID | null;
  personId: UUID | null;
  /** Who acted; nobody when the program did, or an account that is no person's. */
  person: PersonName | null;
  /** The login it was done with, for whoever manages accounts. */
  accountLogin: string | null;
  /** What the record is called, if it is a person, a unit or an account. */
  subjectName: string | null;
}

/** A page of a list. */
export interface AuditEventConnection {
  edges: Array<AuditEventEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface AuditEventEdge {
  cursor: string;
  node: AuditEvent;
}

/** Which acts; what is not given does not narrow. */
export interface AuditFilter {
  subjectId?: UUID | null;
  /** Kind of record, such as `unit`. */
  subject?: string | null;
  /** Who acted. */
  personId?: UUID | null;
  /** The account it was done with. */
  accountId?: UUID | null;
  actions?: Array<string> | null;
  firstDay?: Date | null;
  lastDay?: Date | null;
  /** Only looks at records (true), or none (false). */
  reads?: boolean | null;
}

/** Which entries stand behind a figure of a sheet. */
export type Behind = 'ALL' | 'UNDONE' | 'LATE' | 'FAILED';

/** The tenant's connection to the national cadre database, without its token. */
export interface CadreConnection {
  enabled: boolean;
  since: Date;
  /** Turns in a row in which it did not answer. */
  failures: number;
  lastFailure: string | null;
  retryAt: DateTime | null;
  lastSuccessAt: DateTime | null;
  /** Whether this installation was given the other side's address. */
  reachable: boolean;
}

/** A fact on its way to the national cadre database. */
export interface CadreEvent {
  id: UUID;
  kind: CadreEventKind;
  personId: UUID;
  happenedAt: DateTime;
  dueOn: Date;
  state: CadreEventState;
  tries: number;
  sentAt: DateTime | null;
  answeredAt: DateTime | null;
  /** Why it was refused, or the names of the facts that differ. */
  reason: string | null;
  /** Whom it is about. */
  person: PersonName | null;
  /** Whether it should have been handed over before today. */
  overdue: boolean;
}

/** A page of a list. */
export interface CadreEventConnection {
  edges: Array<CadreEventEdge>;
  pageInfo: PageInfo;
}

/** How many events stand how. */
export interface CadreEventCounts {
  waiting: number;
  sent: number;
  acknowledged: number;
  refused: number;
  differing: number;
  overdue: number;
  dueToday: number;
}

/** A record in a page. */
export interface CadreEventEdge {
  cursor: string;
  node: CadreEvent;
}

/** What kind of fact an event is. */
export type CadreEventKind = 'EVALUATION' | 'POST';

/** An event with what is said of the person; looking at it is noted for them to see. */
export interface CadreEventRecords {
  event: CadreEvent;
  facts: Array<CadreFact>;
}

/** How far an event has come on its way to the national cadre database. */
export type CadreEventState = 'WAITING' | 'SENT' | 'ACKNOWLEDGED' | 'REFUSED' | 'DIFFERING';

/** A fact about one side's record. */
export interface CadreFact {
  name: string;
  ours: string | null;
  theirs: string | null;
}

/** A day of the working calendar. */
export interface CalendarDay {
  day: Date;
  working: boolean;
  note: string | null;
}

/** Something that deserves a look; it never changes a score. */
export interface CalibrationFlag {
  kind: string;
  reasonVi: string;
  reasonEn: string;
  /** The figures behind it, by name. */
  numbers: JSON;
}

/** Raters, logs and units of a branch over some months. */
export interface CalibrationReport {
  raters: Array<RaterPicture>;
  logs: Array<LogPicture>;
  units: Array<UnitCalibration>;
}

/** Verified work of one month under one record. */
export interface CarriedWork {
  month: Date;
  code: string;
  entries: Decimal;
  minutes: Decimal;
  points: Decimal;
}

/** What may be chosen in the catalogue's open lists, with what the province added. */
export interface CatalogueLists {
  fields: Array<Choice>;
  ranks: Array<Choice>;
  complexities: Array<Choice>;
  levels: Array<Choice>;
}

/** An objective cause or force majeure (bất khả kháng) of a unit's result, by its document. */
export interface CauseRecord {
  id: UUID;
  unitId: UUID;
  first: Date;
  last: Date;
  reason: string;
  documentNumber: string;
  recordedBy: UUID;
  recordedAt: DateTime;
  revokedAt: DateTime | null;
  revokedBy: UUID | null;
  revokeReason: string | null;
  /** The unit, as it stands today. */
  unit: Unit | null;
  /** Who put it on record. */
  recorder: PersonName | null;
  /** Who revoked it. */
  revoker: PersonName | null;
}

/** A new key for a source. */
export interface ChangeIntakeKeyInput {
  sourceId: UUID;
  atOnce?: boolean;
}

/** A source to change. */
export interface ChangeIntakeSourceInput {
  name: string;
  sends: Array<string>;
  unitId?: UUID | null;
  sourceId: UUID;
}

/** A new password for oneself. */
export interface ChangePasswordInput {
  old: string;
  new: string;
}

/** What to settle differently; what is not given stays. */
export interface ChangeSettingsInput {
  lateLogDays?: number | null;
  evidenceRequired?: boolean | null;
  dayMinutesLimit?: number | null;
  standardProductScore?: Decimal | null;
  learningEntries?: number | null;
  learningDays?: number | null;
  samplesBeforeGroup?: number | null;
}

/** A wave as it should be. */
export interface ChangeWaveInput {
  name: string;
  startsOn: Date;
  unitIds: Array<UUID>;
  waveId: UUID;
}

/** What an endpoint shall be from now on. */
export interface ChangeWebhookInput {
  endpointId: UUID;
  url: string;
  eventTypes: Array<string>;
  description?: string;
}

/** Something to choose: its code and what it is called. */
export interface Choice {
  code: string;
  vi: string;
  en: string;
}

/** Whether a source is accepted. */
export interface CloseIntakeSourceInput {
  sourceId: UUID;
  closed: boolean;
}

/** Close a period before its deadline. */
export interface ClosePeriodInput {
  id: UUID;
  reason: string;
}

/** Close an assigned task. */
export interface CloseTaskInput {
  id: UUID;
  outcome: TaskOutcome;
}

/** Close a unit that holds neither units nor people from that day on. */
export interface CloseUnitInput {
  unitId: UUID;
  on: Date;
  successorId?: UUID | null;
  documentNumber?: string | null;
}

/** A competency (năng lực). */
export interface Competency {
  code: string;
  name: string;
  kind: string;
  /** What each level means, the lowest first. */
  levels: Array<CompetencyLevel>;
}

/** What the catalogue says of a competency. */
export interface CompetencyInput {
  code: string;
  name: string;
  kind: string;
  levels: Array<string>;
}

/** What a level of a competency means. */
export interface CompetencyLevel {
  level: number;
  meaning: string;
}

/** Facts of the province's own for the version in force on a day, which lacks them. */
export interface CompleteInput {
  id: UUID;
  attributes: Array<OwnFactInput>;
  on: Date;
}

/** State of a condition beside the points. */
export type ConditionState = 'MET' | 'NOT_MET' | 'NEEDS_PERSON';

/** How to ask a source. */
export interface ConnectIntakeInput {
  sourceId: UUID;
  connector: string;
  address: string;
  credential?: string | null;
}

/** Start a draft from a package of the tenant. */
export interface CopyNormPackageInput {
  id: UUID;
  ontoNewest?: boolean;
  /** Give it the next number of its name. */
  renumber?: boolean;
}

/** A back-dated correction to propose. */
export interface CorrectBackInput {
  packageId: UUID;
  validFrom: Date;
  /** The day after the last. */
  validTo: Date;
  reason: string;
  documentNumber: string;
  /** Left out: everybody. */
  unitIds?: Array<UUID> | null;
}

/** A corrected verdict on a verified entry. */
export interface CorrectEntryInput {
  entryId: UUID;
  quality: Quality;
  comment?: string | null;
  acceptedQuantity?: Decimal | null;
  failedReviews?: number;
  delays?: number;
  /** What `ownFacts` of origin VERIFICATION asks for; of a correction not given, they stay as stated. */
  facts?: Array<OwnFactInput> | null;
  /** When it was submitted as looked at; refused if it was edited since. */
  submittedAt?: DateTime | null;
  reason: string;
}

/** A request (yêu cầu chỉnh sửa) to correct something held about a person. */
export interface CorrectionRequest {
  id: UUID;
  personId: UUID;
  section: string;
  record: string | null;
  text: string;
  filedAt: DateTime;
  outcome: string | null;
  answer: string | null;
  answeredAt: DateTime | null;
  /** Who asks. */
  person: PersonName | null;
}

/** How many of something. */
export interface Count {
  name: string;
  count: number;
}

/** An account to make: a cadre's, or that of an office role. */
export interface CreateAccountInput {
  login: string;
  password?: string | null;
  personId?: UUID | null;
  officeRole?: OfficeRole | null;
}

/** A province to create. Nothing of a person is given. */
export interface CreateTenantInput {
  provinceCode: string;
  /** Made of the province's name if not given. */
  slug?: string | null;
  adminLogin?: string;
  units?: TemplateUnits;
  positions?: boolean;
  items?: boolean;
  /** Shipped norm package to put in force. */
  package?: string | null;
  packageFrom?: Date | null;
  /** Shipped packages to keep as drafts. */
  drafts?: Array<string>;
  /** Last year of the working calendar. */
  calendarTo?: number | null;
  dryRun?: boolean;
}

/** A province that was made, or would be. */
export interface CreatedTenant {
  slug: string;
  name: string;
  communes: number;
  units: number;
  positions: number;
  items: number;
  adminLogin: string;
  activation: Activation | null;
}

/** A general criterion (tiêu chí chung) that applies to the person, parents before their parts. */
export interface CriterionLine {
  code: string;
  parent: string | null;
  depth: number;
  vi: string;
  en: string;
  highest: Decimal;
  /** Leaves are scored; the others are sums. */
  isLeaf: boolean;
  /** The person's own; of a sum, what the leaves add up to. */
  ownScore: Decimal | null;
  ownComment: string | null;
  /** The direct superior's, which counts. */
  superiorScore: Decimal | null;
  superiorComment: string | null;
}

/** A crosswalk (bảng chuyển đổi) of positions or work items. */
export interface Crosswalk {
  id: UUID;
  kind: string;
  title: string;
  documentNumber: string;
  validFrom: Date;
  appliedAt: DateTime | null;
  lines: Array<CrosswalkLine>;
  missing: Array<string>;
}

/** Which crosswalk. */
export interface CrosswalkInput {
  id: UUID;
}

/** One fate of one old record. */
export interface CrosswalkLine {
  oldCode: string;
  newCode: string | null;
  unitCode: string | null;
  share: Decimal;
}

/** Verified work of some months as it was logged, and read through a crosswalk. */
export interface CrosswalkTrend {
  asWas: Array<CarriedWork>;
  asIs: Array<CarriedWork>;
}

/** A calendar date in Vietnam, such as 2026-11-23. */
export type Date = string;

/** An instant with its offset from UTC, ISO 8601. */
export type DateTime = string;

/** A request to log work of a day that is closed, and the answer. */
export interface DayReopening {
  id: UUID;
  personId: UUID;
  workDate: Date;
  reason: string;
  askedAt: DateTime;
  /** `granted` or `declined`; nothing while it waits. */
  outcome: string | null;
  answer: string | null;
  answeredAt: DateTime | null;
  openUntil: DateTime | null;
  /** Who asks. */
  person: PersonName | null;
}

/** What the head says of one sheet. */
export interface DecideSheetInput {
  sheetId: UUID;
  documentNumber: string;
  decidedClass?: EvaluationClass | null;
  reason?: string | null;
  /** Needed after the period's deadline. */
  lateReason?: string | null;
}

/** Every undecided sheet of an agency or one branch of it; up to 200 exceptions. */
export interface DecideSheetsInput {
  periodId: UUID;
  agencyId: UUID;
  documentNumber: string;
  /** A branch of the agency; none: all of it. */
  unitId?: UUID | null;
  exceptions?: Array<DecisionExceptionInput>;
  /** Needed after the period's deadline. */
  lateReason?: string | null;
}

/** What became of an agency's sheets. */
export interface DecideSheetsResult {
  decided: number;
  refused: number;
  results: Array<DecidedSheet>;
}

/** What became of one sheet. */
export interface DecidedSheet {
  sheetId: UUID;
  decisionId: UUID | null;
  decidedClass: EvaluationClass | null;
  error: ItemError | null;
}

/** An exact decimal number as text, such as '2.5'. */
export type Decimal = string;

/** A decision on a sheet (quyết định xếp loại). It is never changed; another may replace it. */
export interface Decision {
  id: UUID;
  sheetId: UUID;
  /** 1 is the first decision; the highest stands. */
  number: number;
  classByPoints: EvaluationClass | null;
  proposedClass: EvaluationClass | null;
  decidedClass: EvaluationClass | null;
  /** Why the person is not ranked, instead of a class. */
  notRanked: string | null;
  reason: string | null;
  /** Other than proposed, or without the superior's opinion. */
  exception: boolean;
  documentNumber: string;
  decidedById: UUID;
  /** The head's post by whose authority it was decided. */
  appointmentId: UUID;
  /** The delegation, where somebody acted for the head. */
  delegationId: UUID | null;
  decidedAt: DateTime;
  replacesId: UUID | null;
  /** The petition it answers. */
  petitionId: UUID | null;
  /** What it was decided upon: scores, conditions, quota, opinion. */
  basis: JSON;
  /** SHA-256 of its canonical text, in hex; printed on its papers. */
  hash: string;
  /** Whether no later decision replaced it. */
  stands: boolean;
  /** The petition against it. */
  petition: Petition | null;
  /** Who decided. */
  decidedBy: PersonName | null;
}

/** A sheet decided otherwise than proposed, or without the superior's opinion. */
export interface DecisionExceptionInput {
  sheetId: UUID;
  decidedClass?: EvaluationClass | null;
  reason?: string | null;
}

/** One person where the head decides: the facts of different authors beside each other. */
export interface DecisionRow {
  sheetId: UUID;
  personId: UUID;
  unitId: UUID;
  total: Decimal | null;
  classByPoints: EvaluationClass | null;
  superiorClass: EvaluationClass | null;
  /** Whether the direct superior has spoken; without, a reason is needed. */
  opined: boolean;
  /** Whether its inputs are frozen, so that it can be decided. */
  frozen: boolean;
  notRanked: NotRankedReason | null;
  /** What deciding without an exception gives. */
  proposedClass: EvaluationClass | null;
  decidedClass: EvaluationClass | null;
  decided: boolean;
  /** Who it is. */
  person: PersonName | null;
  /** The unit that ranks, as it stands today. */
  unit: Unit | null;
}

/** A fact of the province's own that a norm package asks for: what may be said, by whom. */
export interface DeclaredFact {
  name: string;
  origin: FactOrigin;
  vi: string;
  en: string;
  kind: FactKind;
  unit: string | null;
  min: Decimal | null;
  max: Decimal | null;
  step: Decimal | null;
  keys: Array<string>;
  required: boolean;
  default: string | null;
}

/** Decline a suggestion. */
export interface DeclineSuggestionInput {
  id: UUID;
  reason: string;
}

/** A delegation to give; it starts today or later and cannot be passed on. */
export interface DelegateInput {
  appointmentId: UUID;
  delegateId: UUID;
  validFrom: Date;
  validTo: Date;
  documentNumber: string;
  /** Deciding on classes and answering petitions too; for the head of an agency alone. */
  ranking?: boolean;
}

/** A dated delegation: another verifies and assigns in a leader's place. */
export interface Delegation {
  id: UUID;
  appointmentId: UUID;
  delegateId: UUID;
  validFrom: Date;
  validTo: Date;
  documentNumber: string;
  /** Whether deciding on classes is delegated too. */
  ranking: boolean;
  /** The leading post that is delegated. */
  post: Post | null;
  /** Who acts. */
  delegate: PersonName | null;
}

/** A tenant that leaves: read-only since, its data kept until the end of a day. */
export interface Departure {
  reason: string;
  orderedBy: string;
  closedAt: DateTime;
  keepUntil: Date;
}

/** What taking over the template's value would do to the province's own. */
export type DifferenceState = 'CLEAN' | 'SAME' | 'CONFLICT';

/** Form of a discipline (hình thức kỷ luật); a conclusion has none of these. */
export type DisciplineForm = 'CRITICISM' | 'REPRIMAND' | 'WARNING' | 'PAY_CUT' | 'DEMOTION' | 'REMOVAL' | 'DISMISSAL' | 'CONCLUSION';

/** What a discipline record rests on. */
export type DisciplineGround = 'SERVICE' | 'DEGRADATION' | 'UNIT_WRONGDOING';

/** A discipline (kỷ luật) or a conclusion against a person, by its document. */
export interface DisciplineRecord {
  id: UUID;
  personId: UUID;
  ground: DisciplineGround;
  form: DisciplineForm;
  decidedOn: Date;
  documentNumber: string;
  note: string | null;
  recordedBy: UUID;
  recordedAt: DateTime;
  revokedAt: DateTime | null;
  revokedBy: UUID | null;
  revokeReason: string | null;
  /** Against whom. */
  person: PersonName | null;
  /** Who put it on record. */
  recorder: PersonName | null;
  /** Who revoked it. */
  revoker: PersonName | null;
}

/** A source to ask no longer. */
export interface DisconnectIntakeInput {
  sourceId: UUID;
}

/** What an identity provider says of itself (OpenID Connect Discovery 1.0). */
export interface DiscoveredProvider {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  jwksUri: string;
}

/** A prefilled entry of mine. */
export interface DismissPrefilledInput {
  id: UUID;
}

/** Make a draft of what is proposed for a work item. */
export interface DraftFromProposalInput {
  id: UUID;
  minutes: number;
}

/** A suggestion as the draft of a work item. */
export interface DraftFromSuggestionInput {
  name: string;
  field: string;
  taskGroup: TaskGroup;
  positionGroups: Array<PositionGroup>;
  normMinutes: number;
  complexity: string;
  standardScore: Decimal;
  output: string;
  productUnit: string;
  /** Facts of the province's own (dữ liệu riêng); not given, they stay as they are. */
  attributes?: Array<OwnFactInput> | null;
  code: string;
  ownerUnitId?: UUID | null;
  suggestionId: UUID;
}

/** A wave. */
export interface DropWaveInput {
  waveId: UUID;
}

/** An open task with something left to do, late or due soon. */
export interface DueTask {
  id: UUID;
  title: string;
  personId: UUID;
  fullName: string;
  dueDate: Date;
  /** Working days to the due date; negative when it has passed. */
  daysLeft: number;
}

/** An own entry rewritten. */
export interface EditEntryInput {
  /** A UUID of version 7 made by the client: sending it twice stores it once. */
  id: UUID;
  workDate: Date;
  workItemId: UUID;
  quantity: Decimal;
  minutes: number;
  output: string;
  /** The primary post, if not given. */
  appointmentId?: UUID | null;
  taskId?: UUID | null;
  startedAt?: DateTime | null;
  finishedAt?: DateTime | null;
  note?: string | null;
  evidence?: Array<EvidencePieceInput>;
  /** The device's clock when it was written. */
  deviceTime?: DateTime | null;
  /** Made by the client: sent twice, done once. */
  changeId?: UUID | null;
  /** The newest step of `history` that was seen. */
  seen?: UUID | null;
}

/** A draft's new text. */
export interface EditNormPackageInput {
  document?: string | null;
  /** Name of the national package to inherit from. */
  base?: string | null;
  override?: string | null;
  id: UUID;
  /** Hash of the text that was read: refused when somebody changed the draft since. */
  hash?: string | null;
}

/** Changes to keep in a draft. */
export interface EditNormPartsInput {
  id: UUID;
  hash: string;
  edits: Array<NormEditInput>;
}

/** Corrected facts of a person. */
export interface EditPersonInput {
  /** Personal identification number (số định danh cá nhân), 12 digits. */
  pin: string;
  fullName: string;
  gender?: Gender | null;
  birthDate?: Date | null;
  staffType?: StaffType | null;
  qualification?: Qualification | null;
  personId: UUID;
}

/** End a post: `on` is the first day it is no longer held. */
export interface EndAppointmentInput {
  appointmentId: UUID;
  on: Date;
  documentNumber?: string | null;
}

/** Let a record end on a day. */
export interface EndInput {
  id: UUID;
  on: Date;
}

/** End a pilot earlier. */
export interface EndNormPilotInput {
  id: UUID;
  on: Date;
}

/** One step in an entry's life. */
export interface EntryEvent {
  id: UUID;
  kind: string;
  at: DateTime;
  reason: string | null;
  data: JSON;
  personId: UUID | null;
  /** Who did it. */
  person: PersonName | null;
}

/** A fact of the province's own on an entry of the log. */
export interface EntryFact {
  origin: FactOrigin;
  name: string;
  value: string;
}

/** An own entry. */
export interface EntryIdInput {
  id: UUID;
}

/** What became of one entry of many. */
export interface EntryOutcome {
  entryId: UUID;
  done: boolean;
  error: ItemError | null;
}

/** The score of one revision of an entry; its receipt holds everything it rests on. */
export interface EntryScore {
  revision: number;
  points: Decimal;
  /** The back-dated correction that made it, if any. */
  normCorrectionId: UUID | null;
  scoredAt: DateTime;
}

/** How far an entry of the log has come. */
export type EntryStatus = 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'VERIFIED';

/** A template of an entry: an item with the usual quantity, time and product. */
export interface EntryTemplate {
  id: UUID;
  name: string;
  workItemId: UUID;
  quantity: Decimal;
  minutes: number;
  output: string;
  createdAt: DateTime;
  /** The item as in force on a day (today); nothing where it has ended. */
  workItem: ItemOnDay | null;
}

/** A template of mine. */
export interface EntryTemplateIdInput {
  id: UUID;
}

/** A template to keep; saving under the same id changes it. */
export interface EntryTemplateInput {
  id: UUID;
  name: string;
  workItemId: UUID;
  quantity: Decimal;
  minutes: number;
  output: string;
}

/** Class of a person in a period (mức xếp loại). */
export type EvaluationClass = 'HTXS' | 'HTT' | 'HT' | 'KHT';

/** An evaluation period (kỳ đánh giá) of some groups of positions. */
export interface EvaluationPeriod {
  id: UUID;
  kind: PeriodKind;
  positionGroups: Array<PositionGroup>;
  first: Date;
  last: Date;
  selfScoreBy: Date;
  opinionBy: Date;
  freezeOn: Date;
  decisionBy: Date;
  reportBy: Date | null;
  status: PeriodStatus;
  openedAt: DateTime | null;
  closedAt: DateTime | null;
  finishedAt: DateTime | null;
  /** How many sheets nobody in the province decides, as that of its head: a finished period leaves them open. */
  decidedElsewhere: number | null;
}

/** What proves an entry's output: a document number, a link, or an uploaded file. */
export interface Evidence {
  id: UUID;
  documentNumber: string | null;
  link: string | null;
  /** To be read at `/files/{id}`. */
  fileId: UUID | null;
  createdAt: DateTime;
  /** The file's description. */
  file: EvidenceFile | null;
}

/** An uploaded file as it describes itself. */
export interface EvidenceFile {
  id: UUID;
  name: string;
  mediaType: string;
  size: number;
}

/** One piece of evidence: exactly one of document number, https link, uploaded file. */
export interface EvidencePieceInput {
  documentNumber?: string | null;
  link?: string | null;
  fileId?: UUID | null;
}

/** What the value of a fact of the province's own is. */
export type FactKind = 'NUMBER' | 'KEY' | 'BOOLEAN';

/** Who supplies a fact of the province's own (dữ liệu riêng). */
export type FactOrigin = 'ITEM' | 'POSITION' | 'VERIFICATION';

/** A job that failed: its name, whose it is, how often, and the class of its last error. */
export interface FailedJob {
  id: UUID;
  /** When it was given up, or is tried next. */
  at: DateTime;
  job: string;
  tenant: Tenant | null;
  tries: number;
  error: string | null;
}

/** A petition against the decision that stands on one's own sheet. */
export interface FilePetitionInput {
  decisionId: UUID;
  text: string;
  /** Needed after the last day to petition. */
  lateReason?: string | null;
}

/** A check before going live, with the first twenty it found. */
export interface Finding {
  code: GapCode;
  count: number;
  /** In Vietnamese. */
  text: string;
  textEn: string;
  /** Whether going live without it fails somebody. */
  blocking: boolean;
  who: Array<Lacking>;
}

/** What a closed month takes from the log, the posts and the calendar. */
export interface FrozenMonth {
  personId: UUID;
  month: Date;
  /** 1 is what the close froze. */
  revision: number;
  normPackageId: UUID;
  reason: string | null;
  documentNumber: string | null;
  frozenAt: DateTime;
}

/** A check before going live: how many it found; 0 means that nothing is missing. */
export interface Gap {
  code: GapCode;
  count: number;
}

/** What a province may lack before it goes live. */
export type GapCode = 'UNITS_WITHOUT_HEAD' | 'NO_PEOPLE' | 'PEOPLE_WITHOUT_POST' | 'POSTS_WITHOUT_POSITION' | 'PEOPLE_WITHOUT_ACCOUNT' | 'ACCOUNTS_NEVER_USED' | 'POSITIONS_WITHOUT_ITEMS' | 'ITEMS_WITHOUT_NORM' | 'NO_PACKAGE' | 'NO_PERIOD' | 'NO_CALENDAR' | 'ONE_ADMINISTRATOR' | 'NO_BREAK_GLASS' | 'UNITS_WITHOUT_WAVE';

/** Gather a period's figures; after the first time with a reason. */
export interface GatherStatisticsInput {
  period: string;
  reason?: string | null;
}

/** Gender as the personal identification number tells it. */
export type Gender = 'MALE' | 'FEMALE';

/** Length of the periods that sums are asked for. */
export type Grain = 'DAY' | 'MONTH' | 'QUARTER';

/** A larger share of HTXS for an outstanding agency. */
export interface GrantQuotaInput {
  agencyId: UUID;
  first: Date;
  last: Date;
  documentNumber: string;
  share?: Decimal | null;
}

/** What was drawn of a group, to be opened before it is verified at once. */
export interface GroupDraw {
  workItemId: UUID;
  samples: Array<UUID>;
  opened: Array<UUID>;
}

/** What entries of one position group say of a work item's time, in minutes per product. */
export interface GroupEvidence {
  /** Missing where the posts had no job position. */
  positionGroup: string | null;
  entries: number;
  lowerQuartile: Decimal;
  median: Decimal;
  upperQuartile: Decimal;
}

/** What the system says of a hash on a paper. It names nobody. */
export interface HashConfirmation {
  state: HashState;
  decidedOn: Date | null;
  replacedOn: Date | null;
}

/** What a hash on a paper stands for. */
export type HashState = 'STANDING' | 'REPLACED' | 'UNKNOWN';

/** How many people a unit has on a day, and who heads it. */
export interface Headcount {
  unitId: UUID;
  people: number;
  posts: number;
  /** Full name of whoever heads the unit. */
  head: string | null;
}

/** Where the people of a tenant sign in (OpenID Connect). */
export interface IdentityProvider {
  name: string;
  issuer: string;
  clientId: string;
  /** The claim that holds the personal identification number; without it accounts are linked by hand. */
  pinClaim: string | null;
  /** Whether passwords let in break-glass accounts only. */
  enforced: boolean;
  /** Whether a client's secret is kept; it is never shown. */
  hasSecret: boolean;
  changedAt: DateTime;
}

/** A result of an earlier system: imported, unverified (nhập từ hệ thống cũ, chưa xác nhận). */
export interface ImportedResult {
  id: UUID;
  source: string;
  externalId: string;
  first: Date;
  last: Date;
  content: string;
  quantity: Decimal | null;
  points: Decimal | null;
  rating: string | null;
  mark: string;
  importedAt: DateTime;
}

/** Facts that a verdict on some entries has to state. */
export interface InboxAsked {
  facts: Array<DeclaredFact>;
  entryIds: Array<UUID>;
}

/** The inbox at one moment. */
export interface InboxBoard {
  waiting: number;
  people: number;
  cards: Array<InboxCard>;
  groups: Array<InboxGroup>;
  own: OwnWaiting;
  /** When the caller last verified anything. */
  lastAt: DateTime | null;
  lastEntries: number;
}

/** An entry that waits, as a list shows it. */
export interface InboxCard {
  id: UUID;
  workDate: Date;
  personId: UUID;
  person: string;
  workItemId: UUID;
  item: string;
  productUnit: string;
  quantity: Decimal;
  minutes: number;
  normMinutes: number;
  output: string;
  note: string | null;
  dueDate: Date | null;
  submittedAt: DateTime;
  deviceTime: DateTime | null;
  documentNumber: string | null;
  files: number;
  /** Why it deserves a look, strangest first. */
  flags: Array<InboxFlag>;
}

/** A reason to look at an entry, with the figures that a sentence about it needs. */
export interface InboxFlag {
  code: InboxFlagCode;
  days: number | null;
  /** How many times the usual pace of the item, or its norm. */
  ratio: Decimal | null;
  /** Minutes of its day up to this entry, by the norm or declared. */
  minutes: number | null;
  /** Its place among the entries of its day. */
  nth: number | null;
  /** The complexity that the item usually has. */
  usual: string | null;
  /** When the device says that it was written. */
  at: DateTime | null;
  twin: TwinEntry | null;
}

/** Why an entry deserves a look before it is verified. */
export type InboxFlagCode = 'SAME_DOCUMENT' | 'SAME_FILE' | 'SAME_WORK' | 'NO_PRODUCT' | 'OVER_USUAL' | 'OVER_NORM' | 'DAY_OVER' | 'COMPLEXITY' | 'LATE_LOG' | 'DUE_PASSED' | 'LATE_SENT';

/** Entries of one item that can be decided on together. */
export interface InboxGroup {
  workItemId: UUID;
  item: string;
  productUnit: string;
  people: number;
  entries: number;
  quantity: Decimal;
  normMinutes: Decimal;
}

/** How the same item was logged in 30 days among the people one leads. */
export interface InboxSpread {
  normMinutes: number;
  median: Decimal | null;
  dots: Array<SpreadDot>;
}

/** What a source calls a person or unit of ours. */
export interface IntakeAlias {
  kind: string;
  name: string;
  personId: UUID | null;
  unitId: UUID | null;
  /** Whom it means. */
  person: PersonName | null;
  /** Which unit it means. */
  unit: Unit | null;
}

/** How a source is asked. */
export interface IntakeConnection {
  sourceId: UUID;
  /** `eoffice`, `tasks` or `csv`. */
  connector: string;
  address: string;
  nextAt: DateTime;
  failures: number;
  failingSince: DateTime | null;
  /** A code such as `TIMED_OUT`. */
  lastError: string | null;
  lastSuccessAt: DateTime | null;
  /** `waiting`, `reading`, `retrying` after failures, or `resting` after many: asked once an hour. */
  state: string;
}

/** A kind of document or task as a work item. */
export interface IntakeRule {
  id: UUID;
  kind: string;
  /** The source's code of the kind. */
  workKind: string;
  sourceId: UUID | null;
  unitId: UUID | null;
  jobPositionId: UUID | null;
  workItemId: UUID;
  /** The item as in force on a day (today). */
  workItem: ItemOnDay | null;
  /** The branch for which it holds. */
  unit: Unit | null;
}

/** A system that sends documents or tasks. */
export interface IntakeSource {
  id: UUID;
  name: string;
  /** `document`, `task` or both. */
  sends: Array<string>;
  /** The branch whose work it may send; nothing for the province. */
  unitId: UUID | null;
  keyMadeAt: DateTime;
  /** Until when its old key is accepted too. */
  oldKeyUntil: DateTime | null;
  lastSeenAt: DateTime | null;
  /** By the source's own clock. */
  lastEventAt: DateTime | null;
  closedAt: DateTime | null;
  createdAt: DateTime;
  /** Where its messages go on this host. */
  path: string;
  /** The branch, as it stands today. */
  unit: Unit | null;
  /** How its work stands. */
  standing: IntakeStanding;
  /** How it is asked, if it does not send by itself. */
  connection: IntakeConnection | null;
}

/** A source. */
export interface IntakeSourceInput {
  name: string;
  sends: Array<string>;
  unitId?: UUID | null;
}

/** How the work a source tells of stands. */
export interface IntakeStanding {
  finished: number;
  /** Finished and matched: offered to whoever did it. */
  prefilled: number;
  /** Waiting for a mapping or a correction. */
  unmatched: number;
}

/** An account whose holder chooses a first password. */
export interface InviteInput {
  accountId: UUID;
}

/** An API token to make. */
export interface IssueTokenInput {
  name: string;
  /** `work_entry:read`, `work_entry:*`, `*:read` or `*`. */
  scopes: Array<string>;
  days?: number;
}

/** A source with its new key, shown this once. */
export interface IssuedIntakeKey {
  source: IntakeSource;
  key: string;
}

/** A new API token; this is the only time the token itself is seen. */
export interface IssuedToken {
  id: UUID;
  token: string;
  expiresAt: DateTime;
}

/** Why one item of a batch was refused. */
export interface ItemError {
  code: string;
  message: string;
  messages: JSON;
  path: JSON;
}

/** Which work items in force on a day; every part that is given must fit. */
export interface ItemFilter {
  on?: Date | null;
  /** Words, with or without diacritics. */
  text?: string | null;
  field?: string | null;
  taskGroup?: TaskGroup | null;
  positionGroup?: PositionGroup | null;
  ownerUnitId?: UUID | null;
  /** With a unit's items also the common ones. */
  withCommon?: boolean;
  /** Only what may be logged in this post, its own position group first. */
  appointmentId?: UUID | null;
}

/** A work item as it was in force on the day of an entry or task. */
export interface ItemOnDay {
  id: UUID;
  version: number;
  code: string;
  name: string;
  taskGroup: TaskGroup;
  normMinutes: number;
  complexity: string;
  standardScore: Decimal;
  output: string;
  productUnit: string;
}

/** Work that its author does not find in the catalogue. */
export interface ItemSuggestion {
  id: UUID;
  personId: UUID;
  unitId: UUID;
  name: string;
  /** The output product (sản phẩm đầu ra). */
  output: string;
  /** What one product takes, as the author sees it. */
  usualMinutes: number;
  reason: string;
  suggestedAt: DateTime;
  /** `drafted` or `declined`; nothing while it waits. */
  outcome: string | null;
  answer: string | null;
  answeredAt: DateTime | null;
  workItemId: UUID | null;
  /** Who suggests it. */
  person: PersonName | null;
  /** The author's unit, as it stands today. */
  unit: Unit | null;
  /** Whether the item it became was approved. */
  approved: boolean;
}

/** The `JSON` scalar type represents JSON values as specified by [ECMA-404](https://ecma-international.org/wp-content/uploads/ECMA-404_2nd_edition_december_2017.pdf). */
export type JSON = unknown;

/** A version of a job position: its job description (bản mô tả công việc). */
export interface JobPosition {
  id: UUID;
  code: string;
  /** Number of the version; a draft has 0. */
  version: number;
  status: VersionStatus;
  validFrom: Date | null;
  validTo: Date | null;
  name: string;
  positionGroup: PositionGroup;
  rank: string;
  field: string;
  level: string;
  purpose: string;
  duties: Array<string>;
  authority: string;
  relations: string;
  requirements: string;
  templateCode: string | null;
  proposedAt: DateTime | null;
  approvedAt: DateTime | null;
  /** Facts of the province's own (dữ liệu riêng), as its norm package asks for them, by name. */
  attributes: Array<OwnFact>;
  /** The competency framework, by code. */
  competencies: Array<RequiredCompetency>;
}

/** A page of a list. */
export interface JobPositionConnection {
  edges: Array<JobPositionEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface JobPositionEdge {
  cursor: string;
  node: JobPosition;
}

/** Totals from `lowest` to below two points more. */
export interface LabBin {
  lowest: number;
  before: number;
  after: number;
}

/** Persons of one class; without a rating those with insufficient data. */
export interface LabClass {
  rating: string | null;
  persons: number;
}

/** What is counted of a group of people in one period, before and after. */
export interface LabFigures {
  persons: number;
  moved: number;
  rose: number;
  fell: number;
  entries: Long;
  /** Entries with an input the draft does not accept. */
  refused: number;
  pointsBefore: Decimal;
  pointsAfter: Decimal;
  /** Mean total of those who have one. */
  meanBefore: Decimal | null;
  meanAfter: Decimal | null;
}

/** Periods of the norm lab. */
export type LabGrain = 'MONTH' | 'QUARTER';

/** A unit, position group or rank; of fewer than three persons only their number is told. */
export interface LabGroup {
  key: string | null;
  persons: number;
  figures: LabFigures | null;
  classesBefore: Array<LabClass>;
  classesAfter: Array<LabClass>;
  /** The unit, where the lines are by unit. */
  unit: Unit | null;
}

/** Persons who go from one class to another; both the same: who stay. */
export interface LabMigration {
  before: string | null;
  after: string | null;
  persons: number;
}

/** A person whose class a draft would change in a period. */
export interface LabMover {
  personId: UUID;
  fullName: string;
  grain: LabGrain;
  start: Date;
  unitId: UUID | null;
  beforeTotal: Decimal | null;
  beforeRating: string | null;
  afterTotal: Decimal | null;
  afterRating: string | null;
  /** Named values of the month that the draft changes, such as “Phút quy đổi: 9.600 → 9.120”. */
  reasons: Array<NormWords>;
  /** The unit of the post held last in the period, as it stands today. */
  unit: Unit | null;
}

/** A page of a list. */
export interface LabMoverConnection {
  edges: Array<LabMoverEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface LabMoverEdge {
  cursor: string;
  node: LabMover;
}

/** What a finished run found; months first, then the quarters it covers whole. */
export interface LabOutcome {
  /** The classes, in the draft's order. */
  classes: Array<string>;
  /** Months of persons that still waited to be scored: `before` changes. */
  waiting: number;
  periods: Array<LabPeriod>;
}

/** What a run found in one month or quarter. */
export interface LabPeriod {
  grain: LabGrain;
  start: Date;
  figures: LabFigures;
  migration: Array<LabMigration>;
  distribution: Array<LabBin>;
  byUnit: Array<LabGroup>;
  byPositionGroup: Array<LabGroup>;
  byRank: Array<LabGroup>;
  quotaBefore: LabQuota | null;
  /** Nothing where the draft has no quota. */
  quotaAfter: LabQuota | null;
}

/** The quotas of all agencies for the highest class, added up. */
export interface LabQuota {
  agencies: number;
  allowed: number;
  highest: number;
  above: number;
  agenciesAbove: number;
}

/** A run of the norm lab. It can be left alone and asked for later. */
export interface LabRun {
  id: UUID;
  packageName: string;
  packageVersion: string;
  /** First day of the first month. */
  firstMonth: Date;
  /** First day of the last month. */
  lastMonth: Date;
  /** Branches; none: everybody. */
  unitIds: Array<UUID>;
  status: LabStatus;
  /** Steps behind it. */
  done: number;
  /** Steps in all: one a month, and one that adds up. */
  total: number;
  /** Why it failed. */
  problem: string | null;
  startedAt: DateTime;
  finishedAt: DateTime | null;
  /** SHA-256 of the text it was given; a draft of another hash has been changed since. */
  hash: string;
  /** What it found, once it is done. */
  outcome: LabOutcome | null;
}

/** A page of a list. */
export interface LabRunConnection {
  edges: Array<LabRunEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface LabRunEdge {
  cursor: string;
  node: LabRun;
}

/** A run of the norm lab. */
export interface LabRunInput {
  id: UUID;
}

/** How far a run of the norm lab has come. */
export type LabStatus = 'WAITING' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'FAILED';

/** A month of some people: how many, their classes, the mean of their totals. */
export interface LabTally {
  month: Date;
  persons: number;
  classes: Array<LabClass>;
  mean: Decimal | null;
}

/** A unit, a person, an account, a job position or a work item that lacks something. */
export interface Lacking {
  id: UUID;
  label: string;
}

/** A mapping that entries logged by hand under the same document numbers suggest. */
export interface LearnedRule {
  sourceId: UUID;
  kind: string;
  workKind: string;
  workItemId: UUID;
  times: number;
  /** The item as in force today. */
  workItem: ItemOnDay | null;
}

/** An account, and who it is at the tenant's identity provider. */
export interface LinkIdentityInput {
  accountId: UUID;
  subject: string;
}

/** An account, and who it is at the tenant's identity provider. */
export interface LinkedIdentity {
  accountId: UUID;
  login: string;
  personId: UUID | null;
  subject: string;
  linkedAt: DateTime;
  lastUsedAt: DateTime | null;
  /** Whose account it is. */
  person: PersonName | null;
}

/** A page of a list. */
export interface LinkedIdentityConnection {
  edges: Array<LinkedIdentityEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface LinkedIdentityEdge {
  cursor: string;
  node: LinkedIdentity;
}

/** How loaded somebody is on a day; the most pressing matter is named. */
export type LoadState = 'OVERLOADED' | 'LATE' | 'FULL' | 'SILENT' | 'FIT' | 'SPARE';

/** A log that deserves a look. */
export interface LogPicture {
  personId: UUID;
  fullName: string;
  unitId: UUID;
  entries: number;
  flags: Array<CalibrationFlag>;
  /** The unit, as it stands today. */
  unit: Unit | null;
}

/** Work to log. */
export interface LogWorkInput {
  /** A UUID of version 7 made by the client: sending it twice stores it once. */
  id: UUID;
  workDate: Date;
  workItemId: UUID;
  quantity: Decimal;
  minutes: number;
  output: string;
  /** The primary post, if not given. */
  appointmentId?: UUID | null;
  taskId?: UUID | null;
  startedAt?: DateTime | null;
  finishedAt?: DateTime | null;
  note?: string | null;
  evidence?: Array<EvidencePieceInput>;
  /** The device's clock when it was written. */
  deviceTime?: DateTime | null;
  submit?: boolean;
}

/** A whole number up to 2^53 - 1. */
export type Long = string;

/** The address of a provider that might be named. */
export interface LookAtProviderInput {
  issuer: string;
}

/** A kind as a work item. */
export interface MapIntakeKindInput {
  kind: string;
  workKind: string;
  workItemId: UUID;
  sourceId?: UUID | null;
  unitId?: UUID | null;
  jobPositionId?: UUID | null;
}

/** A mark on one criterion, a leaf of the package's tree. */
export interface MarkInput {
  code: string;
  score: Decimal;
  comment?: string | null;
}

/** A person who is not ranked in a period. */
export interface MarkNotRankedInput {
  sheetId: UUID;
  reason: NotRankedGiven;
  documentNumber: string;
  note?: string | null;
}

/** Who asks. */
export interface Me {
  accountId: UUID;
  tenantId: number;
  personId: UUID | null;
  roles: Array<RoleHeld>;
  /** What these roles may do somewhere, such as `work_entry:verify`. */
  rights: Array<string>;
  /** The person signed in. */
  person: PersonName | null;
}

/** What only those who met can say; what is not told is left to be written in by hand. */
export interface MeetingInput {
  heldAt?: string;
  place?: string;
  chair?: string;
  secretary?: string;
  present?: Array<string>;
  absent?: Array<string>;
  discussion?: string;
  conclusion?: string;
}

/** What was told of a meeting when its minutes were printed. */
export interface MeetingTold {
  heldAt: string;
  place: string;
  chair: string;
  secretary: string;
  present: Array<string>;
  absent: Array<string>;
  discussion: string;
  conclusion: string;
}

/** Merge a unit into another on a day. */
export interface MergeUnitInput {
  unitId: UUID;
  intoId: UUID;
  on: Date;
  documentNumber?: string | null;
}

/** What a month's score needs beside the log. */
export interface MonthFact {
  personId: UUID;
  month: Date;
  general: Decimal | null;
  leaveDays: Decimal;
  recordedAt: DateTime;
}

/** A person's month under the package in force on its last day in the person's unit. */
export interface MonthScore {
  personId: UUID;
  /** The month's first day. */
  month: Date;
  revision: number;
  /** Task results (kết quả thực hiện nhiệm vụ), 0 to 70. */
  results: Decimal | null;
  total: Decimal | null;
  /** Class by points (xếp loại theo điểm). */
  rating: string | null;
  /** The back-dated correction that made it, if any. */
  normCorrectionId: UUID | null;
  receipt: JSON;
  scoredAt: DateTime;
  /** SHA-256 of the receipt's canonical text. */
  hash: string;
}

/** Another end of training mode. */
export interface MoveTrainingEndInput {
  endsOn: Date;
}

/** Put a unit with its branch below another from a day on. */
export interface MoveUnitInput {
  unitId: UUID;
  parentId: UUID;
  on: Date;
  documentNumber?: string | null;
}

/** What can be done; each field is one transaction. */
export interface Mutation {
  /** Make an API token: it may do what I may, and of that only its scopes. Needs the right `token:manage`. */
  issueToken: IssuedToken | null;
  /** End an own API token at once. Needs the right `token:manage`. */
  revokeToken: UUID | null;
  /** Change my own password; every browser signed in to the account is signed out. Not by token. For everybody who has signed in. */
  changePassword: boolean | null;
  /** Let somebody sign in; answers the account's id. Needs the right `account:manage`. */
  createAccount: UUID | null;
  /** Give an account a new password; it is signed out everywhere. Needs the right `account:manage`. */
  resetPassword: UUID | null;
  /** Shut an account: its sessions end and its tokens are revoked at once. Needs the right `account:manage`. */
  disableAccount: UUID | null;
  /** Open a disabled account again; its old tokens stay revoked. Needs the right `account:manage`. */
  enableAccount: UUID | null;
  /** A new key pair for archives; nothing of it is kept here. Needs the right `archive:manage`. */
  makeArchiveKey: ArchiveKey;
  /** Ask for an archive of everything; another administrator confirms it. Needs the right `archive:manage`. */
  askArchive: Archive;
  /** Let an archive be made, as the second person. Needs the right `archive:manage`. */
  confirmArchive: Archive;
  /** Take a request back, or decline it. Needs the right `archive:manage`. */
  withdrawArchive: Archive;
  /** Ask for something held about me to be corrected. Needs the right `dossier:ask`. */
  askCorrection: CorrectionRequest | null;
  /** Say what came of a request; nobody answers their own. Needs the right `dossier:answer`. */
  answerCorrection: CorrectionRequest | null;
  /** Apply it from its day on: posts, templates and open tasks go on; work that was logged keeps its item. Needs the right `catalogue:manage`. */
  applyCrosswalk: boolean | null;
  /** Throw a crosswalk away that was not applied. Needs the right `catalogue:manage`. */
  discardCrosswalk: boolean | null;
  /** Settle how some groups are evaluated from a day to come; what they had before ends the day before. Needs the right `period:manage`. */
  setPeriodRule: PeriodRule | null;
  /** Close a period before its deadline: its last day is over and every opinion given; its inputs freeze. Needs the right `period:manage`. */
  closePeriod: EvaluationPeriod | null;
  /** Change what the tenant settles about its log. Needs the right `settings:manage`. */
  changeSettings: TenantSettings | null;
  /** Make one day a working day or a day off. Needs the right `settings:manage`. */
  setCalendarDay: CalendarDay | null;
  /** Open a unit below another from its first day on. Needs the right `unit:manage`. */
  openUnit: Unit | null;
  /** Give a unit another name; the past keeps the old one. Needs the right `unit:manage`. */
  renameUnit: Unit | null;
  /** Put a unit elsewhere among its siblings. Needs the right `unit:manage`. */
  reorderUnit: Unit | null;
  /** Fix how many posts a unit has. Needs the right `unit:manage`. */
  setEstablishment: Unit | null;
  /** Put a unit with its branch below another; before that day the tree keeps its shape. Needs the right `unit:manage`. */
  moveUnit: Unit | null;
  /** Merge a unit into another, which takes over its units and people; answers the unit it went into. Needs the right `unit:manage`. */
  mergeUnit: Unit | null;
  /** Close an empty unit. Needs the right `unit:manage`. */
  closeUnit: Unit | null;
  /** Put a cadre on the list; a post is given apart from it. Needs the right `person:manage`. */
  addPerson: PersonDetail | null;
  /** Correct what is recorded of a person; the trail keeps which facts changed. Needs the right `person:manage`. */
  editPerson: PersonDetail | null;
  /** Give a person a post; one primary post a person, one head a unit, at a time. Needs the right `person:manage`. */
  appoint: Post | null;
  /** End a post. Needs the right `person:manage`. */
  endAppointment: Post | null;
  /** Move a person to another unit on a day; answers the new post. Past work keeps its unit. Needs the right `person:manage`. */
  transfer: Post | null;
  /** Name the direct leader of a post. Needs the right `person:manage`. */
  setLeader: Post | null;
  /** Let another act in a leading post's place; answers the delegation's id. Needs the right `delegation:grant`. */
  delegate: UUID | null;
  /** Take a delegation back at once; what was decided under it stands. Needs the right `delegation:grant`. */
  revokeDelegation: UUID | null;
  /** Propose a new work item. Needs the right `work_item:propose` or `catalogue:manage`. */
  proposeWorkItem: WorkItem | null;
  /** Write the draft of a work item's next version, over the draft that is there. Needs the right `work_item:propose` or `catalogue:manage`. */
  reviseWorkItem: WorkItem | null;
  /** Approve a work item's draft: a unit's own by its head, a common one by the administrator. Needs the right `work_item:approve` or `catalogue:manage`. */
  approveWorkItem: WorkItem | null;
  /** Take back an approved version that has not begun: it is a draft again. Needs the right `work_item:approve` or `catalogue:manage`. */
  recallWorkItem: WorkItem | null;
  /** Let a work item end on a day: from then on no version of it is in force. Needs the right `work_item:approve` or `catalogue:manage`. */
  endWorkItem: WorkItem | null;
  /** Add own facts that a version of a work item lacks; what it says already never changes. Needs the right `work_item:approve` or `catalogue:manage`. */
  completeWorkItem: WorkItem | null;
  /** Throw a draft away; an item that was never approved goes with it. Needs the right `work_item:propose` or `catalogue:manage`. */
  discardWorkItemDraft: UUID | null;
  /** Propose a new job position with its description and framework. Needs the right `catalogue:manage`. */
  proposeJobPosition: JobPosition | null;
  /** Write the draft of a job position's next version, over the draft that is there. Needs the right `catalogue:manage`. */
  reviseJobPosition: JobPosition | null;
  /** Approve a job position's draft from a day on. Needs the right `catalogue:manage`. */
  approveJobPosition: JobPosition | null;
  /** Take back an approved version that has not begun. Needs the right `catalogue:manage`. */
  recallJobPosition: JobPosition | null;
  /** Let a job position end on a day. Needs the right `catalogue:manage`. */
  endJobPosition: JobPosition | null;
  /** Add own facts that a version of a job position lacks; what it says already never changes. Needs the right `catalogue:manage`. */
  completeJobPosition: JobPosition | null;
  /** Throw a job position's draft away. Needs the right `catalogue:manage`. */
  discardJobPositionDraft: UUID | null;
  /** Add a competency or change what it says; the trail keeps what it said before. Needs the right `catalogue:manage`. */
  saveCompetency: Competency | null;
  /** Take over what the template changed, wholly, in part or not at all; answers the differences still waiting. Needs the right `catalogue:manage`. */
  acceptTemplate: Array<TemplateDifference> | null;
  /** Keep a new draft, broken or not. Needs the right `norm:draft`. */
  draftNormPackage: NormPackage | null;
  /** Start a new draft from a package. Needs the right `norm:draft`. */
  copyNormPackage: NormPackage | null;
  /** Write a draft anew. Needs the right `norm:draft`. */
  editNormPackage: NormPackage | null;
  /** Throw a draft away. Needs the right `norm:draft`. */
  discardNormPackage: UUID | null;
  /** Put a package that somebody else wrote in force from a day to come; its worked examples must hold. Needs the right `norm:publish`. */
  publishNormPackage: NormPackage | null;
  /** Write changed values into a draft, unless somebody else has changed it since it was read. Needs the right `norm:draft`. */
  editNormParts: NormPackage | null;
  /** Replay a past period under a draft, in the background; nothing that counts is changed. Needs the right `norm_lab:run`. */
  startLabRun: LabRun | null;
  /** End a run early; what it has found is removed. Needs the right `norm_lab:run`. */
  cancelLabRun: LabRun | null;
  /** Write the draft of the work item's next version with the proposed norm; approving it stays a person's act. Needs the right `catalogue:manage`. */
  draftFromProposal: WorkItem | null;
  /** Propose that some units try a package out. Needs the right `norm:pilot`. */
  proposeNormPilot: NormPilot | null;
  /** Let a pilot count that somebody else proposed. Needs the right `norm:pilot`. */
  confirmNormPilot: NormPilot | null;
  /** Take back a pilot that nobody has confirmed. Needs the right `norm:pilot`. */
  withdrawNormPilot: UUID | null;
  /** Let a pilot end earlier, on a day to come. Needs the right `norm:pilot`. */
  endNormPilot: NormPilot | null;
  /** Propose that past days be scored again by another package. Needs the right `norm:backdate`. */
  correctBack: NormCorrection | null;
  /** Let a correction count that somebody else proposed; the new scores follow, the old ones stay. Needs the right `norm:backdate`. */
  confirmNormCorrection: NormCorrection | null;
  /** Take back a correction that nobody has confirmed. Needs the right `norm:backdate`. */
  withdrawNormCorrection: UUID | null;
  /** Log a piece of work of one's own, as a draft or at once submitted. Refused as too late it keeps its work date: the same id is not taken under another one. Needs the right `work_entry:log`. */
  logWork: WorkEntry | null;
  /** Rewrite an own entry that is a draft or was returned. Needs the right `work_entry:log`. */
  editEntry: WorkEntry | null;
  /** Hand an own entry to the direct leader. Needs the right `work_entry:log`. */
  submitEntry: WorkEntry | null;
  /** Take back an own entry that nobody has verified yet; it is a draft again. Needs the right `work_entry:log`. */
  withdrawEntry: WorkEntry | null;
  /** Remove an own draft; its history keeps that it was there. Needs the right `work_entry:log`. */
  discardEntry: UUID | null;
  /** Keep a template, or change it. Needs the right `work_entry:log`. */
  saveEntryTemplate: EntryTemplate | null;
  /** Forget a template; what was logged with it stays. Needs the right `work_entry:log`. */
  removeEntryTemplate: UUID | null;
  /** Ask for a closed day to be opened again for me. Needs the right `work_entry:log`. */
  askReopening: DayReopening | null;
  /** Open the day for a while, or decline; nobody answers their own. Needs the right `work_entry:reopen`. */
  answerReopening: DayReopening | null;
  /** Suggest a work item that I miss. Needs the right `work_item:suggest`. */
  suggestItem: ItemSuggestion | null;
  /** Turn a suggestion into the draft of a work item; its author sees what came of it. Needs the right `work_item:propose`. */
  draftFromSuggestion: WorkItem | null;
  /** Decline a suggestion, with the reason its author will read. Needs the right `work_item:propose`. */
  declineSuggestion: ItemSuggestion | null;
  /** Offer it to me no longer. Needs the right `work_entry:log`. */
  dismissPrefilled: UUID | null;
  /** Ask an address whether an identity provider stands there; nothing is kept. Needs the right `sso:manage`. */
  lookAtIdentityProvider: DiscoveredProvider | null;
  /** Link an account to who it is at the identity provider. Needs the right `sso:manage`. */
  linkIdentity: UUID | null;
  /** End an account's link; it is signed out everywhere. Needs the right `sso:manage`. */
  unlinkIdentity: UUID | null;
  /** Name the tenant's identity provider; it is asked at once whether it is one. Needs the right `sso:manage`. */
  settleIdentityProvider: IdentityProvider;
  /** Go back to passwords. Needs the right `sso:manage`. */
  removeIdentityProvider: boolean;
  /** Let an account in by password although single sign-on is enforced, or no longer. Needs the right `sso:manage`. */
  setBreakGlass: UUID;
  /** Accept a new source; its key is shown this once. Needs the right `intake:manage`. */
  openIntakeSource: IssuedIntakeKey | null;
  /** Rename a source, or change what it may send. Needs the right `intake:manage`. */
  changeIntakeSource: IntakeSource | null;
  /** Give a source a new key, shown this once. Needs the right `intake:manage`. */
  changeIntakeKey: IssuedIntakeKey | null;
  /** Take nothing more from a source, or take from it again; what it sent stays. Needs the right `intake:manage`. */
  closeIntakeSource: IntakeSource | null;
  /** Map a kind to a work item; what came before is matched by it when it is matched anew. Needs the right `intake:manage`. */
  mapIntakeKind: IntakeRule | null;
  /** Take a mapping away. Needs the right `intake:manage`. */
  unmapIntakeKind: UUID | null;
  /** Say whom or which unit a source means by a name. Needs the right `intake:manage`. */
  nameIntakeAlias: boolean | null;
  /** Read kept events again under today's mappings. Needs the right `intake:manage`. */
  replayIntake: ReplayedIntake | null;
  /** Ask a source from now on, at an address that the operators allow. Needs the right `intake:manage`. */
  connectIntake: IntakeConnection | null;
  /** Ask a source no longer; what it told stays. Needs the right `intake:manage`. */
  disconnectIntake: UUID | null;
  /** Assign work to a post in one's branch. Needs the right `task:assign`. */
  assignTask: Task | null;
  /** Close a task as done, or cancel it: then it no longer counts as assigned. Needs the right `task:assign`. */
  closeTask: Task | null;
  /** Verify submitted entries; what cannot be verified is reported and takes nothing else down. Needs the right `work_entry:verify`. */
  verifyEntries: VerifyEntriesResult | null;
  /** Return a submitted entry to its author with a reason. Needs the right `work_entry:verify`. */
  returnEntry: WorkEntry | null;
  /** Change the verdict on a verified entry; it is scored again beside its old score. Needs the right `work_entry:verify`. */
  correctEntry: WorkEntry | null;
  /** Waive faults of a verified entry for an objective cause; it is scored again. Needs the right `work_entry:waive`. */
  waiveFaults: WorkEntry | null;
  /** Draw entries of a group; asked again on the same day, the same ones. Needs the right `work_entry:verify`. */
  openGroup: GroupDraw | null;
  /** Note that I have opened an entry drawn for me. Needs the right `work_entry:verify`. */
  openSample: GroupDraw | null;
  /** Verify entries of a group with one verdict; each has its own result, and the samples come first. Needs the right `work_entry:verify`. */
  verifyGroup: OutcomesResult | null;
  /** Take back verdicts of my own until a period's decision rests on their scores; each has its own result. Needs the right `work_entry:verify`. */
  undoVerification: OutcomesResult | null;
  /** Put a frozen month right by name: its sums are taken from the log once more, the old ones stay beside. Needs the right `evaluation:correct`. */
  refreezeMonth: FrozenMonth | null;
  /** Record general criteria and leave of a month; the month is scored again. Needs the right `month_fact:record`. */
  recordMonth: MonthFact | null;
  /** Score my own sheet, or do so again while the superior has not spoken. Needs the right `evaluation:self`. */
  selfScore: Sheet | null;
  /** Give the direct superior's opinion; the months are scored again, and the sheet has its total soon after. Needs the right `evaluation:opine`. */
  opine: Sheet | null;
  /** Say by a document that a person is not ranked in a period; its months leave every divisor. Needs the right `evaluation:rank`. */
  markNotRanked: Sheet | null;
  /** Undo that a person is not ranked; what was scored before counts again. Needs the right `evaluation:rank`. */
  rankAgain: Sheet | null;
  /** Put a discipline or conclusion on record; sheets it bears on follow soon after. Needs the right `record:keep`. */
  recordDiscipline: DisciplineRecord | null;
  /** Revoke a discipline or conclusion; it stays to be seen and counts no more. Needs the right `record:keep`. */
  revokeDiscipline: DisciplineRecord | null;
  /** Put an objective cause of a unit's result on record. Needs the right `record:keep`. */
  recordCause: CauseRecord | null;
  /** Revoke an objective cause; it stays to be seen and excuses nothing more. Needs the right `record:keep`. */
  revokeCause: CauseRecord | null;
  /** Decide one sheet of a closed period; the person is notified. Needs the right `evaluation:rank`. */
  decideSheet: Decision | null;
  /** Decide all that is undecided, as proposed but for the exceptions; what cannot be is reported. Needs the right `evaluation:rank`. */
  decideSheets: DecideSheetsResult | null;
  /** Replace the decision that stands on a sheet; the replaced one is kept for ever. Needs the right `evaluation:rank`. */
  replaceDecision: Decision | null;
  /** Grant an agency a larger share of HTXS by a document. Needs the right `quota:grant`. */
  grantQuota: QuotaGrant | null;
  /** Take a grant back, unless decisions that stand rest on it. Needs the right `quota:grant`. */
  revokeQuotaGrant: QuotaGrant | null;
  /** Take note of a decision on one's own sheet; it waives no petition. Answers when that was. Needs the right `petition:file`. */
  acknowledgeDecision: DateTime | null;
  /** Petition against the decision that stands; after the last day with a reason. Needs the right `petition:file`. */
  filePetition: Petition | null;
  /** Take one's own petition back while it waits. Needs the right `petition:file`. */
  withdrawPetition: Petition | null;
  /** Answer as a head who has not decided on the sheet; a change makes the decision that replaces it. Needs the right `petition:answer`. */
  answerPetition: Petition | null;
  /** Print the papers of a unit in the background; for the head of its agency and those above. Needs the right `paper:print`. */
  startPaperRun: PaperRun | null;
  /** End a run of one's own early; what it has printed is removed. Needs the right `paper:print`. */
  cancelPaperRun: PaperRun | null;
  /** Gather a period's figures as evaluations and sums stand now; the program does it itself when they are due. Needs the right `statistics:gather`. */
  gatherStatistics: StatisticsPart | null;
  /** Approve the newest figures of a period as the province's head; the nation's release may use them then. Needs the right `statistics:approve`. */
  approveStatistics: StatisticsPart | null;
  /** Ask for a job that was given up once more, as if for the first time; it stands on the operators' trail. Needs the right `health:manage`. */
  requeueDeadLetter: UUID | null;
  /** Create a province, all of it or nothing; its administrator gets an activation, told this once. Needs the right `tenant:manage`. */
  createTenant: CreatedTenant | null;
  /** Give the holder of an account a link to choose a first password; the link before it holds no longer. Needs the right `account:manage`. */
  inviteAccount: Activation | null;
  /** Plan one more wave; answers them all. Needs the right `rollout:manage`. */
  planWave: Array<RolloutWave> | null;
  /** Move, postpone or recompose a wave; answers them all. Needs the right `rollout:manage`. */
  changeWave: Array<RolloutWave> | null;
  /** Drop a wave; answers those that are left. Needs the right `rollout:manage`. */
  dropWave: Array<RolloutWave> | null;
  /** Open training mode on copies of today; what was practised before is left behind. Needs the right `rollout:manage`. */
  openTraining: Training | null;
  /** Let training mode end on another day; what was practised stays. Needs the right `rollout:manage`. */
  moveTrainingEnd: Training | null;
  /** Close training mode at once. Needs the right `rollout:manage`. */
  closeTraining: boolean | null;
  /** Send events of these kinds to an address from now on; answers the secret that signs them, this once. Needs the right `webhook:manage`. */
  registerWebhook: WebhookSecret | null;
  /** Change address, kinds of events or description. Needs the right `webhook:manage`. */
  changeWebhook: UUID | null;
  /** Send nothing for now; messages wait. Needs the right `webhook:manage`. */
  pauseWebhook: UUID | null;
  /** Send again, also to an endpoint that was disabled. Needs the right `webhook:manage`. */
  resumeWebhook: UUID | null;
  /** Make a new secret; the old one signs beside it for 24 hours. Needs the right `webhook:manage`. */
  rotateWebhookSecret: WebhookSecret | null;
  /** Send one message of the kind `endpoint.test`; answers its id in the log. Needs the right `webhook:manage`. */
  testWebhook: UUID | null;
  /** Send messages of a time once more, each under its old id; answers how many. Needs the right `webhook:manage`. */
  replayWebhooks: number | null;
  /** Forget an endpoint with its log. Needs the right `webhook:manage`. */
  removeWebhook: UUID | null;
  /** Switch the hand-over on from a day, or off; answers how many earlier decisions were queued. Needs the right `cadre_database:manage`. */
  settleCadreConnection: number | null;
  /** Send an event again, under its old id. Needs the right `cadre_database:manage`. */
  retryCadreEvent: UUID | null;
}

/** What a source calls a person or a unit. */
export interface NameIntakeAliasInput {
  sourceId: UUID;
  kind: string;
  name: string;
  personId?: UUID | null;
  unitId?: UUID | null;
}

/** A name of the norm package with its exact decimal text. */
export interface NamedValue {
  name: string;
  value: string | null;
}

/** A package that ships with the program, for provinces to inherit from. */
export interface NationalNormPackage {
  name: string;
  version: string;
  titleVi: string;
  titleEn: string;
  document: string;
}

/** One difference between two packages, such as “độ phức tạp mức 3: 1,4 → 1,5”. */
export interface NormChange {
  path: string;
  kind: NormChangeKind;
  before: NormWords | null;
  after: NormWords | null;
  vi: string;
  en: string;
  /** The province has changed the same place itself, and keeps its own. */
  ours: boolean;
}

/** What became of a part of a norm package. */
export type NormChangeKind = 'ADDED' | 'REMOVED' | 'CHANGED';

/** What is found when a text is looked over; nothing is kept. */
export interface NormCheck {
  name: string;
  version: string;
  title: string;
  /** It could be piloted or published as it is. */
  sound: boolean;
  problems: Array<NormProblem>;
}

/** A back-dated correction (đính chính): past days scored again by another package. */
export interface NormCorrection {
  id: UUID;
  normPackageId: UUID;
  /** Nothing: everybody. */
  unitIds: Array<UUID> | null;
  validFrom: Date;
  /** The day after the last. */
  validTo: Date;
  reason: string;
  documentNumber: string;
  /** The account that proposed it. */
  proposedBy: UUID;
  proposedAt: DateTime;
  confirmedBy: UUID | null;
  confirmedAt: DateTime | null;
  appliedAt: DateTime | null;
  /** How many entries it had scored again. */
  entries: number | null;
}

/** A back-dated correction. */
export interface NormCorrectionInput {
  id: UUID;
}

/** A package as it would be with some values changed; nothing is kept. */
export interface NormDesk {
  package: NormPackage;
  /** Hash of the kept text, to be given back when changes are kept. */
  keptHash: string;
  /** Hash of the text with the changes. */
  hash: string;
  name: string;
  version: string;
  title: string;
  /** It could be piloted or published as it is. */
  sound: boolean;
  /** Version and titles. */
  heading: Array<NormPart>;
  settings: Array<NormPart>;
  scales: Array<NormScale>;
  levels: Array<NormLevel>;
  examples: Array<NormExample>;
  problems: Array<NormSpot>;
  /** The text; of an inherited package the national one. */
  document: string;
  /** The province's changes to the national text. */
  override: string | null;
  /** A document of the province's own, which follows no national package. */
  own: boolean;
  /** The package as one document, of an inherited one with the province's changes in it. */
  whole: string;
}

/** What is done at a place of a norm package. */
export type NormEditAct = 'SET' | 'PUT' | 'REMOVE' | 'EARLIER' | 'LATER';

/** One change: the path of a part, and its new text in canonical form. */
export interface NormEditInput {
  path: Array<string>;
  act?: NormEditAct;
  /** To set a value that is there. */
  text?: string;
  /** To put in its place or as a new entry: a text, entries or a list, numbers as texts. */
  value?: JSON | null;
}

/** A worked example. */
export interface NormExample {
  name: string;
  level: string;
  given: string;
  expected: Array<NormExpectation>;
  /** What is given, every value as text; the records below under `of`. */
  facts: JSON;
  /** Settings of this example alone, as texts by name. */
  settings: JSON;
}

/** What a worked example expects of one value, and what comes out. */
export interface NormExpectation {
  part: NormPart;
  found: string | null;
  passed: boolean | null;
  error: string | null;
}

/** What a level is given. */
export interface NormFact {
  name: string;
  vi: string;
  en: string;
  unit: string;
  keys: Array<string>;
  truth: boolean;
}

/** A level: what it is given and its formulas, in canonical text. */
export interface NormLevel {
  name: string;
  vi: string;
  en: string;
  over: string | null;
  facts: Array<NormFact>;
  formulas: Array<NormPart>;
}

/** One version of a norm package; once piloted or published it never changes. */
export interface NormPackage {
  id: UUID;
  name: string;
  version: string;
  title: string;
  /** The package's text, YAML; of an inherited one the national text. */
  document: string;
  /** The province's changes to the national text, YAML. */
  override: string | null;
  /** The national package it inherits from. */
  baseName: string | null;
  baseVersion: string | null;
  status: PackageStatus;
  validFrom: Date | null;
  validTo: Date | null;
  createdAt: DateTime;
  editedAt: DateTime | null;
  publishedAt: DateTime | null;
  /** Accounts that wrote any of it; they cannot publish it. */
  authors: Array<UUID>;
  /** SHA-256 of the text, as receipts name it and as publishing asks for it. */
  hash: string;
  /** Everything that keeps a draft from being piloted or published. */
  problems: Array<NormProblem>;
}

/** A norm package. */
export interface NormPackageInput {
  id: UUID;
}

/** A value of a package that can be changed by itself. */
export interface NormPart {
  path: Array<string>;
  /** Its name, key or bound; empty for all the rest of a scale. */
  name: string;
  vi: string;
  en: string;
  text: string;
  unit: string;
  /** What a choice may be; empty for anything else. */
  keys: Array<string>;
}

/** A package tried out (thí điểm) by units with their branches, for some days. */
export interface NormPilot {
  id: UUID;
  normPackageId: UUID;
  unitIds: Array<UUID>;
  validFrom: Date;
  /** The day after the last. */
  validTo: Date;
  /** The account that proposed it. */
  proposedBy: UUID;
  proposedAt: DateTime;
  confirmedBy: UUID | null;
  confirmedAt: DateTime | null;
}

/** A pilot. */
export interface NormPilotInput {
  id: UUID;
}

/** What a pilot brought about beside what the lab had told of the same people. */
export interface NormPilotOutcome {
  pilot: LabTally | null;
  lab: LabTally | null;
}

/** One thing to correct in a package's text. */
export interface NormProblem {
  /** `document`, or `override`. */
  source: string;
  line: number;
  column: number;
  code: string;
  /** The formula, input, example or part it is about. */
  subject: string;
  vi: string;
  en: string;
}

/** A time norm held against verified entries; times are minutes per product. */
export interface NormProposal {
  workItemId: UUID;
  code: string;
  name: string;
  version: number;
  normMinutes: number;
  outcome: ProposalOutcome;
  /** Only where the norm should change. */
  proposedMinutes: number | null;
  reasonVi: string;
  reasonEn: string;
  entries: number;
  people: number;
  firstDay: Date;
  lastDay: Date;
  lowerQuartile: Decimal;
  median: Decimal;
  upperQuartile: Decimal;
  /** The honest middle, which a tenth of inflated entries hardly moves. */
  observed: Decimal;
  /** By which share of it the observed time may be wrong. */
  margin: Decimal;
  /** Share of entries so far above that they were left out. */
  highShare: Decimal;
  groups: Array<GroupEvidence>;
  learnedAt: DateTime;
}

/** A page of a list. */
export interface NormProposalConnection {
  edges: Array<NormProposalEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface NormProposalEdge {
  cursor: string;
  node: NormProposal;
}

/** A scale: `rows` by key, `upto` or `from` brackets by bound. */
export interface NormScale {
  name: string;
  vi: string;
  en: string;
  form: string;
  unit: string;
  rows: Array<NormPart>;
}

/** A problem, and the part and the character of that part's text where it lies. */
export interface NormSpot {
  problem: NormProblem;
  path: Array<string>;
  offset: number | null;
}

/** A package's text: a document, or a national package and what the province changes in it. */
export interface NormTextInput {
  document?: string | null;
  /** Name of the national package to inherit from. */
  base?: string | null;
  override?: string | null;
}

/** A package whose national text has changed since the province took it over. */
export interface NormUpstreamDifference {
  packageId: UUID;
  name: string;
  version: string;
  baseName: string;
  baseVersion: string;
  shippedVersion: string;
  changes: Array<NormChange>;
}

/** A value as people write it in two languages. */
export interface NormWords {
  vi: string;
  en: string;
}

/** Reasons an agency's head may give for not ranking a person. */
export type NotRankedGiven = 'MATERNITY' | 'LONG_LEAVE' | 'TRAINING' | 'JOINED_LATE' | 'OTHER';

/** Why a person is not ranked in a period (không xếp loại). */
export type NotRankedReason = 'MATERNITY' | 'LONG_LEAVE' | 'TRAINING' | 'JOINED_LATE' | 'OTHER' | 'LEFT';

/** What a person is told of. */
export type NoticeAbout = 'DECIDED' | 'REPLACED' | 'ANSWERED';

/** Something the caller is told of their own evaluation. */
export interface Notification {
  id: UUID;
  sheetId: UUID;
  decisionId: UUID;
  about: NoticeAbout;
  at: DateTime;
  /** The last day to petition; none: no review is left. */
  petitionBy: Date | null;
  /** When the caller took note; nobody else can. */
  acknowledgedAt: DateTime | null;
}

/** A page of a list. */
export interface NotificationConnection {
  edges: Array<NotificationEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface NotificationEdge {
  cursor: string;
  node: Notification;
}

/** SDMX OBS_STATUS of a figure: normal, hidden, cannot exist, not published. */
export type ObsStatus = 'A' | 'Q' | 'M' | 'L';

/** Role of an office account, held beside or instead of a post. */
export type OfficeRole = 'TENANT_ADMIN' | 'MINISTRY_ANALYST' | 'OPERATOR';

/** A group to draw from. */
export interface OpenGroupInput {
  workItemId: UUID;
}

/** A drawn entry that was opened. */
export interface OpenSampleInput {
  entryId: UUID;
}

/** Training mode until the end of a day; open already, the copies are made anew. */
export interface OpenTrainingInput {
  endsOn: Date;
}

/** A unit to open; without a parent it is a root. */
export interface OpenUnitInput {
  code: string;
  name: string;
  kind: string;
  parentId?: UUID | null;
  opened: Date;
  field?: string | null;
  communeCode?: string | null;
  position?: number;
  establishment?: number;
  documentNumber?: string | null;
}

/** The direct superior's opinion on a sheet. */
export interface OpineInput {
  sheetId: UUID;
  scores?: Array<MarkInput>;
  comment?: string | null;
  answers?: Array<AnswerInput>;
  proposedClass?: EvaluationClass | null;
  reason?: string | null;
  /** The newest step of the history the writer had in view: refused if somebody took another since. */
  seen?: UUID | null;
}

/** What became of many entries, in the order they were given. */
export interface OutcomesResult {
  done: number;
  refused: number;
  results: Array<EntryOutcome>;
}

/** A part without its approval after the day it was due. */
export interface OverdueApproval {
  part: StatisticsPart;
  days: number;
  /** Whether it has been put on the trail. */
  escalated: boolean;
}

/** A step past its deadline, and whose turn it is. */
export interface OverdueStep {
  sheetId: UUID;
  personId: UUID;
  fullName: string;
  unitId: UUID;
  step: SheetStep;
  due: Date;
  /** The post whose turn it is; nobody's where none leads. */
  postId: UUID | null;
  whoseId: UUID | null;
  /** Whose turn it is. */
  whose: PersonName | null;
}

/** A fact of the province's own that a work item or a job position states. */
export interface OwnFact {
  name: string;
  value: string;
}

/** A work item or a job position that lacks what a norm package asks of it. */
export interface OwnFactGap {
  kind: TemplateKind;
  id: UUID;
  code: string;
  name: string;
  fact: string;
  vi: string;
  en: string;
}

/** What has to be added to the catalogue before a norm package can score. */
export interface OwnFactGaps {
  count: number;
  first: Array<OwnFactGap>;
}

/** A fact of the province's own: a key, `true` or `false`, or a number such as `1.25`. */
export interface OwnFactInput {
  name: string;
  value: string;
}

/** A paper about oneself: Mẫu 01 of a month or quarter, Mẫu 02 of a year. */
export interface OwnPaper {
  sheetId: UUID;
  /** month, quarter or year. */
  periodKind: string;
  first: Date;
  last: Date;
  /** How far the sheet has come: open, self_scored, opined, decided. */
  status: string;
  /** Where the PDF/A file is downloaded from. */
  pdf: string;
  /** Where the Word file is downloaded from. */
  docx: string;
}

/** A page of a list. */
export interface OwnPaperConnection {
  edges: Array<OwnPaperEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface OwnPaperEdge {
  cursor: string;
  node: OwnPaper;
}

/** Own entries that wait for the own leader. */
export interface OwnWaiting {
  entries: number;
  leader: string | null;
}

/** Life of a norm package (gói định mức). */
export type PackageStatus = 'DRAFT' | 'PILOT' | 'CORRECTIVE' | 'PUBLISHED' | 'SUPERSEDED';

/** Where a page stands in its list. */
export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

/** File format of papers. */
export type PaperFormat = 'PDF' | 'DOCX' | 'XLSX';

/** Which papers a run prints. */
export type PaperKind = 'SHEETS' | 'SUMMARY' | 'MINUTES';

/** A run that prints papers. It can be left alone and asked for later. */
export interface PaperRun {
  id: UUID;
  kind: PaperKind;
  fileFormat: PaperFormat;
  /** Up to fifty sheets in one PDF. */
  merged: boolean;
  periodId: UUID;
  unitId: UUID;
  status: PaperRunStatus;
  /** Sheets printed so far. */
  done: number;
  /** Sheets in all. */
  total: number;
  fileName: string;
  /** Bytes of the file, once there is one. */
  size: number | null;
  /** Why it failed. */
  problem: string | null;
  documentNumber: string;
  startedAt: DateTime;
  finishedAt: DateTime | null;
  /** Of minutes: what was told of the meeting. */
  meetingTold: MeetingTold | null;
  /** Where the file is downloaded from, while it is kept. */
  file: string | null;
  /** The unit, as it stands today. */
  unit: Unit | null;
}

/** A page of a list. */
export interface PaperRunConnection {
  edges: Array<PaperRunEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface PaperRunEdge {
  cursor: string;
  node: PaperRun;
}

/** A run that prints papers. */
export interface PaperRunInput {
  id: UUID;
}

/** How far a run that prints papers has come. */
export type PaperRunStatus = 'WAITING' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'FAILED' | 'EXPIRED';

/** By what a province sees the people of its own part counted. */
export type PartBreakdown = 'LEVEL' | 'BODY' | 'POSITION_GROUP' | 'RANK' | 'AGE' | 'GENDER' | 'STAFF_TYPE' | 'QUALIFICATION' | 'CLASS';

/** How many people of a part share some members. */
export interface PartCount {
  members: Array<string>;
  people: number;
}

/** What a person is evaluated over. */
export type PeriodKind = 'MONTH' | 'QUARTER' | 'YEAR';

/** Which groups of positions are evaluated by which kind of period. */
export interface PeriodRule {
  id: UUID;
  kind: PeriodKind;
  positionGroups: Array<PositionGroup>;
  selfScoreDays: number;
  opinionDays: number;
  freezeDays: number;
  decisionDays: number;
  reportDay: number | null;
  firstMonth: number;
  validFrom: Date;
  validTo: Date | null;
}

/** How far a period has come. */
export interface PeriodStanding {
  together: AgencyStanding;
  agencies: Array<AgencyStanding>;
  selfScoreLate: boolean;
  opinionLate: boolean;
  decisionLate: boolean;
}

/** How far an evaluation period has come. */
export type PeriodStatus = 'PLANNED' | 'OPEN' | 'CLOSED' | 'FINISHED';

/** A cadre (cán bộ) as lists show them: the identification number masked. */
export interface Person {
  id: UUID;
  fullName: string;
  maskedPin: string;
  gender: Gender | null;
  /** The posts held today, the primary one first. */
  posts: Array<Post>;
}

/** A page of a list. */
export interface PersonConnection {
  edges: Array<PersonEdge>;
  pageInfo: PageInfo;
}

/** One cadre; all but name and gender is for themselves and for those who manage people. */
export interface PersonDetail {
  id: UUID;
  fullName: string;
  maskedPin: string;
  gender: Gender | null;
  pin: string | null;
  birthDate: Date | null;
  staffType: StaffType | null;
  qualification: Qualification | null;
}

/** A record in a page. */
export interface PersonEdge {
  cursor: string;
  node: Person;
}

/** What is recorded of a cadre. */
export interface PersonInput {
  /** Personal identification number (số định danh cá nhân), 12 digits. */
  pin: string;
  fullName: string;
  gender?: Gender | null;
  birthDate?: Date | null;
  staffType?: StaffType | null;
  qualification?: Qualification | null;
}

/** A person as records name them. */
export interface PersonName {
  id: UUID;
  fullName: string;
}

/** One person's day, in minutes by the norms. */
export interface PersonToday {
  personId: UUID;
  fullName: string;
  appointmentId: UUID;
  unitId: UUID;
  unitName: string;
  state: LoadState;
  /** The item logged last that day, else the next open task. */
  doing: string | null;
  /** The own working day: 480 for a full post. */
  dayMinutes: Decimal;
  /** Logged, and today's part of open tasks. */
  assigned: Decimal;
  /** Submitted and verified work of the day. */
  logged: Decimal;
  confirmed: Decimal;
  openTasks: number;
  lateTasks: number;
  /** Entries of any day that wait for verification. */
  waiting: number;
  /** Logged on each of the days, oldest first. */
  week: Array<Decimal>;
}

/** A petition (kiến nghị) against a decision. A decision is petitioned once. */
export interface Petition {
  id: UUID;
  decisionId: UUID;
  sheetId: UUID;
  personId: UUID;
  text: string;
  filedAt: DateTime;
  /** Why it was filed after the last day. */
  lateReason: string | null;
  answerBy: Date;
  outcome: PetitionOutcome | null;
  answer: string | null;
  answeredAt: DateTime | null;
  answerLateReason: string | null;
  /** Who petitions. */
  person: PersonName | null;
  /** Who answered. */
  answerer: PersonName | null;
}

/** How a petition is answered. */
export type PetitionAnswer = 'UPHELD' | 'CHANGED';

/** A petition where those who may answer find it. */
export interface PetitionItem {
  petition: Petition;
  periodId: UUID;
  agencyId: UUID;
  unitId: UUID;
  decidedClass: EvaluationClass | null;
  overdue: boolean;
  /** A competent head now, who has not decided on the sheet. */
  mayAnswer: boolean;
  /** The unit that ranks the person, as it stands today. */
  unit: Unit | null;
}

/** A page of a list. */
export interface PetitionItemConnection {
  edges: Array<PetitionItemEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface PetitionItemEdge {
  cursor: string;
  node: PetitionItem;
}

/** What became of a petition (kiến nghị). */
export type PetitionOutcome = 'UPHELD' | 'CHANGED' | 'WITHDRAWN';

/** A wave: its units stand for their branches, but for branches another wave names below. */
export interface PlanWaveInput {
  name: string;
  startsOn: Date;
  unitIds: Array<UUID>;
}

/** How the whole platform fares. */
export interface PlatformHealth {
  at: DateTime;
  schemaRevision: string;
  /** The revision this program was written for. */
  schemaExpected: string | null;
  databaseBytes: Long;
  databaseStartedAt: DateTime;
  outboxRows: number;
  outboxSince: DateTime | null;
  deadLetters: number;
  schedule: Array<ScheduledRun>;
  tenants: Array<TenantHealth>;
}

/** How the points of months lie; nothing but the number where there are fewer than five. */
export interface PointsBox {
  months: number;
  least: number | null;
  /** First quartile. */
  lower: number | null;
  /** Median. */
  middle: number | null;
  /** Third quartile. */
  upper: number | null;
  most: number | null;
}

/** Which job positions in force on a day; every part that is given must fit. */
export interface PositionFilter {
  on?: Date | null;
  text?: string | null;
  positionGroup?: PositionGroup | null;
  rank?: string | null;
  field?: string | null;
  level?: string | null;
}

/** Group of job positions (nhóm vị trí việc làm). */
export type PositionGroup = 'LEADERSHIP' | 'PROFESSIONAL' | 'SHARED' | 'SUPPORT';

/** A job position as records name it. */
export interface PositionName {
  id: UUID;
  name: string;
  positionGroup: PositionGroup;
  rank: string;
  field: string;
  level: string;
}

/** A post held (bổ nhiệm, bố trí) from one day to (not including) another. */
export interface Post {
  id: UUID;
  personId: UUID;
  unitId: UUID;
  role: Role;
  isPrimary: boolean;
  /** Share of the person's time, up to 1. */
  weight: Decimal;
  jobPositionId: UUID | null;
  /** The post whose holder is the direct leader; without one the unit tree says it. */
  leaderAppointmentId: UUID | null;
  validFrom: Date;
  validTo: Date | null;
  documentNumber: string | null;
  /** Who holds the post. */
  person: PersonName | null;
  /** The unit, as it stands today. */
  unit: Unit | null;
  /** The job position, as in force today. */
  jobPosition: PositionName | null;
  /** The post named as that of the direct leader, if one is. */
  namedLeader: Post | null;
}

/** Work another system tells of, as an entry that lacks its time; never logged by itself. */
export interface PrefilledEntry {
  id: UUID;
  sourceName: string;
  /** `document` or `task`. */
  kind: string;
  title: string | null;
  /** The output product, as evidence of the entry. */
  documentNumber: string | null;
  workItemId: UUID;
  appointmentId: UUID | null;
  /** The task assigned here by the same document. */
  taskId: UUID | null;
  quantity: Decimal;
  /** The day it was finished, by the source's own date. */
  day: Date;
  dueDate: Date | null;
  /** The item as in force on that day. */
  workItem: ItemOnDay | null;
}

/** What verified entries propose for a time norm. */
export type ProposalOutcome = 'RAISE' | 'LOWER' | 'KEEP' | 'TOO_FEW' | 'TOO_SPREAD';

/** A job position to propose. */
export interface ProposeJobPositionInput {
  name: string;
  positionGroup: PositionGroup;
  rank: string;
  field: string;
  level: string;
  purpose: string;
  duties: Array<string>;
  authority: string;
  relations: string;
  requirements: string;
  competencies: Array<RequiredCompetencyInput>;
  /** Facts of the province's own (dữ liệu riêng); not given, they stay as they are. */
  attributes?: Array<OwnFactInput> | null;
  code: string;
}

/** A pilot to propose. */
export interface ProposeNormPilotInput {
  packageId: UUID;
  unitIds: Array<UUID>;
  validFrom: Date;
  /** The day after the last. */
  validTo: Date;
}

/** A work item to propose: one of group C for a unit, any other for the whole province. */
export interface ProposeWorkItemInput {
  name: string;
  field: string;
  taskGroup: TaskGroup;
  positionGroups: Array<PositionGroup>;
  normMinutes: number;
  complexity: string;
  standardScore: Decimal;
  output: string;
  productUnit: string;
  /** Facts of the province's own (dữ liệu riêng); not given, they stay as they are. */
  attributes?: Array<OwnFactInput> | null;
  code: string;
  ownerUnitId?: UUID | null;
}

/** A province's official code and name. */
export interface ProvinceChoice {
  code: string;
  name: string;
  /** The short name it would get. */
  slug: string;
  /** Whether that short name is in use. */
  taken: boolean;
}

/** A norm package to put in force. */
export interface PublishNormPackageInput {
  id: UUID;
  hash: string;
  validFrom: Date;
}

/** Highest qualification (trình độ): above, at, below a university degree, or another. */
export type Qualification = 'POSTGRADUATE' | 'GRADUATE' | 'COLLEGE' | 'OTHER';

/** Quality level (mức chất lượng) a leader gives; what each is worth stands in the norms. */
export type Quality = 'EXCELLENT' | 'GOOD' | 'FAIR' | 'POOR' | 'REJECTED';

/** What can be asked. */
export interface Query {
  /** Today's date in Vietnam, by which the log reckons. */
  today: Date;
  /** The tenant I am signed in to. For everybody who has signed in. */
  tenant: Tenant | null;
  /** What my tenant settles about its log. For everybody who has signed in. */
  settings: TenantSettings | null;
  /** The working calendar, both days included. For everybody who has signed in. */
  calendar: Array<CalendarDay> | null;
  /** All tenants, for ministries and operators. Needs the right `tenant:read`. */
  tenants: Array<Tenant> | null;
  /** Who is signed in, or nobody. */
  me: Me | null;
  /** My API tokens, newest first. Needs the right `token:manage`. */
  myTokens: Array<ApiToken> | null;
  /** Accounts of the tenant by login; words find logins and names of holders, with or without diacritics. Needs the right `account:manage`. */
  accounts: AccountConnection | null;
  /** The unit tree on a day (today), or the branch below a unit: each after its parent, siblings in order. Needs the right `unit:read`. */
  units: Array<Unit> | null;
  /** Units whose names hold all the words, with or without diacritics, or whose code is the text; 20 at most. Needs the right `unit:read`. */
  searchUnits: Array<Unit> | null;
  /** One unit as it stands on a day (today); a closed one rests below its successor. Needs the right `unit:read`. */
  unit: Unit | null;
  /** All names and places of a unit, oldest first, those to come included. Needs the right `unit:read`. */
  unitHistory: Array<UnitPlace> | null;
  /** People and posts of every unit in which somebody holds a post on a day (today). Needs the right `unit:manage`. */
  headcounts: Array<Headcount> | null;
  /** What a change would do, refused where the change itself would be; the target is where it goes. Needs the right `unit:manage`. */
  previewUnitChange: UnitChangePreview | null;
  /** People within reach who hold a post on a day, by given name in Vietnamese order. Words find names with or without diacritics; a full identification number finds its holder. Needs the right `person:read`. */
  people: PersonConnection | null;
  /** One person within reach. Needs the right `person:read`. */
  person: PersonDetail | null;
  /** All posts of a person within reach, newest first. Needs the right `person:read`. */
  posts: Array<Post> | null;
  /** The posts of one unit on a day (today) that are within reach, leaders first. Needs the right `person:read`. */
  staff: Array<Post> | null;
  /** Delegations that hold on a day (today) or later: those given or received, all for an administrator. Needs the right `delegation:grant`. */
  delegations: Array<Delegation> | null;
  /** Job positions in force on a day (today), by name; found with or without diacritics. Needs the right `catalogue:read`. */
  jobPositions: JobPositionConnection | null;
  /** Drafts of job positions that wait, the oldest first. Needs the right `catalogue:manage`. */
  jobPositionDrafts: JobPositionConnection | null;
  /** The draft of a job position, if there is one. Needs the right `catalogue:manage`. */
  jobPositionDraft: JobPosition | null;
  /** The approved versions of a job position, the newest first. Needs the right `catalogue:read`. */
  jobPositionHistory: Array<JobPosition> | null;
  /** All competencies of the catalogue by code. Needs the right `catalogue:read`. */
  competencies: Array<Competency> | null;
  /** Work items in force on a day (today), by name in Vietnamese order. Needs the right `catalogue:read`. */
  workItems: WorkItemConnection | null;
  /** Drafts of work items within reach, the oldest first. Needs the right `work_item:propose`. */
  workItemDrafts: WorkItemConnection | null;
  /** The draft of a work item within reach, if there is one. Needs the right `work_item:propose`. */
  workItemDraft: WorkItem | null;
  /** The approved versions of a work item, the newest first. Needs the right `catalogue:read`. */
  workItemHistory: Array<WorkItem> | null;
  /** What may be chosen in the catalogue's lists. Needs the right `catalogue:read`. */
  catalogueLists: CatalogueLists | null;
  /** Where the national template's newest revisions differ from what the province has accepted. Needs the right `catalogue:manage`. */
  templateDifferences: Array<TemplateDifference> | null;
  /** What the template changed in one record, if it waits for an answer. Needs the right `catalogue:manage`. */
  templateDifference: TemplateDifference | null;
  /** All norm packages of the tenant, newest first; drafts for those who write them. Needs the right `norm:read`. */
  normPackages: Array<NormPackage> | null;
  /** One norm package. Needs the right `norm:read`. */
  normPackage: NormPackage | null;
  /** The package that scores work of that day in that unit, or wherever no pilot or correction reigns. Needs the right `norm:read`. */
  normPackageInForce: NormPackage | null;
  /** Look a text over while it is written: all its mistakes, worked examples that fail, facts the log lacks. Needs the right `norm:draft`. */
  checkNormPackage: NormCheck | null;
  /** A package in parts, with some values changed: what would be wrong with it; nothing is kept. Needs the right `norm:read`. */
  normDesk: NormDesk | null;
  /** What is wrong with a package if this were its text, or its changes to the national one; nothing is kept. Needs the right `norm:read`. */
  normTextCheck: NormCheck | null;
  /** One run, wherever it stands. Needs the right `norm_lab:read`. */
  labRun: LabRun | null;
  /** All runs, newest first. Needs the right `norm_lab:read`. */
  labRuns: LabRunConnection | null;
  /** Who moves to another class, by name; recorded for them to see. Needs the right `norm_lab:movers`. */
  labMovers: LabMoverConnection | null;
  /** What became of a pilot, as far as its months are scored. Needs the right `norm_lab:read`. */
  normPilotOutcome: NormPilotOutcome | null;
  /** What the log proposes for time norms, by code; without `outcomes` only norms that should change. Needs the right `catalogue:manage`. */
  normProposals: NormProposalConnection | null;
  /** All pilots, those that begin last first; waiting ones for those who may confirm them. Needs the right `norm:read`. */
  normPilots: Array<NormPilot> | null;
  /** All back-dated corrections, newest first; waiting ones for those who may confirm them. Needs the right `norm:read`. */
  normCorrections: Array<NormCorrection> | null;
  /** What is different between two packages of the tenant, in the order of the document. Needs the right `norm:read`. */
  normDifferences: Array<NormChange> | null;
  /** The packages that ship with the program. Needs the right `norm:read`. */
  nationalNormPackages: Array<NationalNormPackage> | null;
  /** Inherited packages in use whose national text has a newer one, with what it changes. Needs the right `norm:draft`. */
  normUpstream: Array<NormUpstreamDifference> | null;
  /** What the package in force on a day, in a unit if one is named, asks of items, positions and verifiers. Needs the right `norm:read`. */
  ownFacts: Array<DeclaredFact> | null;
  /** Which work items and job positions in force on a day lack what a package asks of them. Needs the right `norm:draft`. */
  ownFactGaps: OwnFactGaps | null;
  /** My own entries, newest work date first; both dates are included. Needs the right `work_entry:log`. */
  myEntries: WorkEntryConnection | null;
  /** Entries of the people I may follow (theo dõi), of one of them, or of a unit's branch; newest first. Needs the right `work_entry:read`. */
  entries: WorkEntryConnection | null;
  /** What waits for me: submitted entries of those I lead, directly or by delegation; oldest first. Needs the right `work_entry:verify`. */
  inbox: WorkEntryConnection | null;
  /** One entry within reach; looking at another person's is recorded for them to see. Needs the right `work_entry:read`. */
  entry: WorkEntry | null;
  /** What waits for me, arranged: entries that need a look one by one, and groups of the rest. Needs the right `work_entry:verify`. */
  inboxBoard: InboxBoard | null;
  /** How many entries wait for me. Needs the right `work_entry:verify`. */
  inboxWaiting: number | null;
  /** How the item of an entry that I decide on was logged in 30 days. Needs the right `work_entry:verify`. */
  inboxSpread: InboxSpread | null;
  /** Which facts my verdicts have to state, by the norm package of each waiting entry's day and unit. Needs the right `work_entry:verify`. */
  inboxFacts: Array<InboxAsked> | null;
  /** My templates, the newest first. Needs the right `work_entry:log`. */
  myEntryTemplates: Array<EntryTemplate> | null;
  /** What I asked to have opened again, newest first. Needs the right `work_entry:log`. */
  myReopenings: Array<DayReopening> | null;
  /** Requests that wait for my answer, oldest first. Needs the right `work_entry:reopen`. */
  reopenings: Array<DayReopening> | null;
  /** What I suggested, newest first. Needs the right `work_item:suggest`. */
  myItemSuggestions: Array<ItemSuggestion> | null;
  /** Suggestions that wait, of the units for which I may propose items; oldest first. Needs the right `work_item:propose`. */
  itemSuggestions: Array<ItemSuggestion> | null;
  /** What I finished in the last month as other systems tell it and have not logged, the newest first. Needs the right `work_entry:log`. */
  myPrefilledEntries: Array<PrefilledEntry> | null;
  /** Assigned tasks within reach, mine included, by due date. Needs the right `task:read`. */
  tasks: TaskConnection | null;
  /** The people of a branch on a day (today) except myself; at most 500 people, and of the last 92 days. Needs the right `work_entry:read`. */
  unitToday: UnitToday | null;
  /** The receipt of an entry's score, of its newest revision unless one is named. Needs the right `score:read`. */
  receipt: Receipt | null;
  /** The receipt as one JSON complete by itself, for `roviec receipt verify`; reading it is recorded. Needs the right `score:read`. */
  receiptDocument: JSON | null;
  /** The newest score of a person's month with all it was computed from, as one JSON complete by itself. Needs the right `score:read`. */
  monthReceiptDocument: JSON | null;
  /** A person's months, oldest first; looking at another's is recorded for them to see. Needs the right `score:read`. */
  monthScores: Array<MonthScore> | null;
  /** The receipts of every revision of a person's month, oldest first. Needs the right `score:read`. */
  monthHistory: Array<JSON> | null;
  /** What would change the newest score of a person's month, and by how much. Needs the right `score:read`. */
  whatIf: WhatIf | null;
  /** What would change the points of a month's or quarter's sheet; looking at another's is recorded. Needs the right `evaluation:read`. */
  sheetWhatIf: SheetWhatIf | null;
  /** A person's sums, both days included; looking at another's is recorded for them to see. Needs the right `rollup:read`. */
  personSums: Array<Sums> | null;
  /** The sums of a unit and all below it, each day with the branch as it stood on that day. Needs the right `rollup:read`. */
  unitSums: Array<Sums> | null;
  /** My own sheets, newest first. Needs the right `evaluation:read`. */
  mySheets: SheetConnection | null;
  /** One sheet within reach; looking at another person's is recorded for them to see. Needs the right `evaluation:read`. */
  sheet: Sheet | null;
  /** The sheets of a unit's branch (or the unit alone) in a period, within reach, by given name; recorded. Needs the right `evaluation:read`. */
  sheets: SheetConnection | null;
  /** The sheets of a period that wait for the caller's opinion or decision, by given name; recorded. Needs the right `evaluation:read`. */
  waitingSheets: SheetConnection | null;
  /** How many sheets wait for the caller's opinion or decision. Needs the right `evaluation:read`. */
  waitingEvaluations: WaitingEvaluations | null;
  /** The entries behind a sheet's figures: all that count in its months, those late, failed, or not accepted. Needs the right `evaluation:read`. */
  sheetEntries: WorkEntryConnection | null;
  /** Steps of a period past their deadline that are mine to take, or of people in my branch; longest first. Needs the right `evaluation:read`. */
  overdueSteps: Array<OverdueStep> | null;
  /** What is on record of a person within reach, revoked ones included; looking at another's is recorded. Needs the right `record:read`. */
  disciplines: Array<DisciplineRecord> | null;
  /** The objective causes on record of a unit within reach, revoked ones included. Needs the right `record:read`. */
  causes: Array<CauseRecord> | null;
  /** The objective causes that hold for a person who leads or led, revoked ones included, newest first. Needs the right `record:read`. */
  causesOfPerson: Array<CauseRecord> | null;
  /** Who is proposed for HTXS in an agency and why; reading it is recorded for those named. Needs the right `evaluation:rank`. */
  quotaProposal: QuotaProposal | null;
  /** Every decision made on a sheet, the first one first; looking at another's is recorded for them to see. Needs the right `evaluation:read`. */
  decisionHistory: Array<Decision> | null;
  /** Larger shares granted, newest first, with those taken back. Needs the right `quota:grant`. */
  quotaGrants: Array<QuotaGrant> | null;
  /** Whether a hash is that of a decision that stands, of one replaced, or of none; nothing of a person. For everybody who has signed in. */
  confirmDecision: HashConfirmation | null;
  /** Everybody who is decided on in an agency in a period, by given name; recorded for each of them. Needs the right `evaluation:rank`. */
  decisionRows: Array<DecisionRow> | null;
  /** What the caller was told of, newest first. Needs the right `petition:file`. */
  myNotifications: NotificationConnection | null;
  /** Petitions of one's branches that wait for an answer, oldest first; only overdue ones, or those answered. Needs the right `petition:answer`. */
  petitions: PetitionItemConnection | null;
  /** How many petitions wait for an answer the caller may give. Needs the right `petition:answer`. */
  petitionsWaiting: number | null;
  /** The caller's own papers, newest first; each download is recorded. Needs the right `paper:print`. */
  myPapers: OwnPaperConnection | null;
  /** One run, wherever it stands. Needs the right `paper:print`. */
  paperRun: PaperRun | null;
  /** The caller's own runs, newest first. Needs the right `paper:print`. */
  paperRuns: PaperRunConnection | null;
  /** The periods that touch these days, in order. Needs the right `period:read`. */
  evaluationPeriods: Array<EvaluationPeriod> | null;
  /** The rules in force, to come, and ended. Needs the right `period:read`. */
  periodRules: Array<PeriodRule> | null;
  /** How many sheets of a period lack which step, by agency; nobody's scores. Needs the right `period:manage`. */
  periodStanding: PeriodStanding | null;
  /** How a branch marks and logs from one month to another; who is named can see that they were looked at. Needs the right `calibration:read`. */
  calibration: CalibrationReport | null;
  /** Everything held about me; what belongs to days is of these days. Also at /my-record.json, to be kept. Needs the right `dossier:read`. */
  myRecord: Array<RecordSection> | null;
  /** What I asked to have corrected, newest first. Needs the right `dossier:read`. */
  myCorrectionRequests: Array<CorrectionRequest> | null;
  /** Requests that wait for my answer, oldest first. Needs the right `dossier:answer`. */
  correctionRequests: Array<CorrectionRequest> | null;
  /** What earlier systems said of a person, newest first. Who disagrees asks for a correction (`imported`). Needs the right `person:read`. */
  importedHistory: Array<ImportedResult> | null;
  /** The crosswalks of the tenant, newest first. Needs the right `catalogue:read`. */
  crosswalks: Array<Crosswalk> | null;
  /** Work of at most 36 months by work item, as it was logged and as the crosswalk reads it. Needs the right `catalogue:manage`. */
  crosswalkTrend: CrosswalkTrend | null;
  /** All versions of all releases, newest first; of one period when it is given. Needs the right `statistics:read`. */
  releases: Array<StatisticsRelease> | null;
  /** A version of a period's release, the newest when none is named. Needs the right `statistics:read`. */
  release: StatisticsRelease | null;
  /** Figures of a release by some breakdowns; what is not in the release, or out of scope, is refused. Needs the right `statistics:read`. */
  statistics: StatisticsAnswer | null;
  /** The same question through quarters, or through years: the newest release of each. Needs the right `statistics:read`. */
  statisticsSeries: StatisticsSeries | null;
  /** Provinces by the harmonised mean of points, raw means beside it; refused unless `adjusted` is true. Needs the right `statistics:read`. */
  statisticsLeague: Array<StatisticsStanding> | null;
  /** The province's parts, the newest first. Needs the right `statistics:follow`. */
  statisticsParts: Array<StatisticsPart> | null;
  /** One part, its people counted by some breakdowns together. Needs the right `statistics:review`. */
  statisticsPart: StatisticsPartDetail | null;
  /** Parts whose approval is overdue, the longest first. Needs the right `statistics:follow`. */
  overdueStatistics: Array<OverdueApproval> | null;
  /** The tenant's identity provider. Needs the right `sso:manage`. */
  identityProvider: IdentityProvider | null;
  /** Who is linked at the identity provider, by login; words find logins and names of holders. Needs the right `sso:manage`. */
  linkedIdentities: LinkedIdentityConnection | null;
  /** The systems that send us work, by name. Needs the right `intake:manage`. */
  intakeSources: Array<IntakeSource> | null;
  /** Every mapping of a kind to a work item. Needs the right `intake:manage`. */
  intakeRules: Array<IntakeRule> | null;
  /** Mappings the log suggests for kinds that are not mapped, the best supported first. Needs the right `intake:manage`. */
  learnedIntakeRules: Array<LearnedRule> | null;
  /** What a source calls our people and units. Needs the right `intake:manage`. */
  intakeAliases: Array<IntakeAlias> | null;
  /** What waits unmatched and why, the newest first. Needs the right `intake:manage`. */
  unmatchedWork: UnmatchedWorkConnection | null;
  /** The posts that the verified work of a branch needs, from the twelve months up to a day that is over. `hoursOfPost` are the norm hours one post gives in a month. Nobody's own hours are told. Needs the right `staffing:read`. */
  staffing: StaffingReport | null;
  /** Acts on one record, or those of a filter, newest first; cadres see those on their own person. Needs the right `audit:read`. */
  auditTrail: AuditEventConnection | null;
  /** Who looked at my own record, at what and when, newest first. Needs the right `audit:read`. */
  whoLookedAtMe: AuditEventConnection | null;
  /** The last archives that were asked for, newest first. Needs the right `archive:manage`. */
  archives: Array<Archive> | null;
  /** Whether the tenant is leaving, and until when its data are kept. Needs the right `archive:manage`. */
  departure: Departure | null;
  /** How the platform and all its tenants fare. Needs the right `health:read`. */
  platformHealth: PlatformHealth | null;
  /** How one tenant fares, by its short name. Needs the right `health:read`. */
  tenantHealth: TenantHealth | null;
  /** The queues, and what failed in them. Needs the right `health:read`. */
  queueState: QueueState | null;
  /** Provinces and packages from which a new tenant is made. Needs the right `tenant:manage`. */
  tenantChoices: TenantChoices | null;
  /** What is missing before the province goes live, computed from what stands there now. Needs the right `rollout:manage`. */
  onboardingChecklist: Array<Finding> | null;
  /** The waves with their units and head counts. Needs the right `rollout:manage`. */
  rollout: Rollout | null;
  /** What planning a wave, or changing the named one, would do; refused where that would be. Needs the right `rollout:manage`. */
  wavePreview: WavePreview | null;
  /** Whether I am expected to log today, and whether I may practise. For everybody who has signed in. */
  rolloutStanding: RolloutStanding | null;
  /** The tenant's endpoints. Needs the right `webhook:manage`. */
  webhookEndpoints: Array<WebhookEndpoint> | null;
  /** The kinds of events there are. Needs the right `webhook:manage`. */
  webhookEventTypes: Array<string> | null;
  /** An endpoint's log, the newest message first. Needs the right `webhook:manage`. */
  webhookDeliveries: WebhookDeliveryConnection | null;
  /** The tenant's connection, if it was ever settled. Needs the right `cadre_database:manage`. */
  cadreConnection: CadreConnection | null;
  /** How many events stand how. Needs the right `cadre_database:manage`. */
  cadreEventCounts: CadreEventCounts | null;
  /** Events, the newest first. Needs the right `cadre_database:manage`. */
  cadreEvents: CadreEventConnection | null;
  /** One event with both records; the person sees who looked. Needs the right `cadre_database:manage`. */
  cadreEvent: CadreEventRecords | null;
}

/** A queue as the database holds it. Messages another broker holds are not counted here. */
export interface QueueLine {
  name: string;
  waiting: number;
  running: number;
  delayed: number;
  dead: number;
  /** Since when the longest waits for a worker. */
  oldest: DateTime | null;
}

/** Queues, jobs that wait for their next try, and jobs that were given up; 200 of each. */
export interface QueueState {
  at: DateTime;
  queues: Array<QueueLine>;
  retrying: Array<FailedJob>;
  dead: Array<FailedJob>;
}

/** A larger share of HTXS granted to an outstanding agency. */
export interface QuotaGrant {
  id: UUID;
  agencyId: UUID;
  share: Decimal;
  first: Date;
  last: Date;
  documentNumber: string;
  grantedAt: DateTime;
  revokedAt: DateTime | null;
  /** The agency, as it stands today. */
  agency: Unit | null;
}

/** People with similar duties in an agency, who have a quota of their own. */
export interface QuotaGroup {
  /** Position group, unit or standing, as the norm package groups people. */
  key: string;
  /** How many are classified good before the quota. */
  pool: number;
  quota: number;
  /** Seats that decisions which stand have taken. */
  taken: number;
  lines: Array<QuotaLine>;
}

/** A candidate for HTXS: by points excellent, and no condition forbids it. */
export interface QuotaLine {
  sheetId: UUID;
  personId: UUID;
  unitId: UUID;
  total: Decimal;
  /** 1 is the highest of the group; equal ones share a place. */
  place: number;
  side: QuotaSide;
  rule: QuotaRule;
  reasonVi: string;
  reasonEn: string;
  /** Conditions that a person still has to speak on. */
  open: Array<string>;
  /** What deciding without an exception gives: also the superior's and the sheet's own proposal count. */
  proposedClass: EvaluationClass | null;
  decidedClass: EvaluationClass | null;
  /** Who it is. */
  person: PersonName | null;
}

/** The quota of an agency in a period; it holds in the agency and in each of its groups. */
export interface QuotaProposal {
  periodId: UUID;
  agencyId: UUID;
  share: Decimal;
  /** The document's grant, where the share is a larger one. */
  grantId: UUID | null;
  /** htt, or htt_and_above. */
  quotaOf: string;
  /** floor, half_up or ceil. */
  rounding: string;
  /** results, general, or agency: nobody but the head. */
  tieBreak: string;
  pool: number;
  quota: number;
  taken: number;
  groups: Array<QuotaGroup>;
}

/** The rule that placed a candidate on that side. */
export type QuotaRule = 'ORDER' | 'TIE_BREAK' | 'TIED' | 'AGENCY' | 'AGENCY_TIED' | 'NO_SEAT';

/** Side of the quota on which a candidate for HTXS stands. */
export type QuotaSide = 'WITHIN' | 'BEYOND';

/** Undo that a person is not ranked. */
export interface RankAgainInput {
  sheetId: UUID;
  reason: string;
}

/** How one person marks the work of others. */
export interface RaterPicture {
  personId: UUID;
  fullName: string;
  unitId: UUID | null;
  entries: number;
  levels: Array<Count>;
  /** Mean of the general criteria given, 0 to 30. */
  general: number | null;
  /** Missing where there are too few to compare with. */
  medianTop: number | null;
  flags: Array<CalibrationFlag>;
  /** The unit, as it stands today. */
  unit: Unit | null;
}

/** The receipt (phiếu điểm) of an entry's score: from it alone anybody recomputes it. */
export interface Receipt {
  entryId: UUID;
  revision: number;
  workDate: Date;
  packageName: string;
  packageVersion: string;
  /** SHA-256 of the package's document. */
  packageHash: string;
  points: Decimal;
  /** The back-dated correction that made it, if any. */
  normCorrectionId: UUID | null;
  /** SHA-256 of the receipt's canonical text. */
  hash: string;
  scoredAt: DateTime;
  inputs: Array<NamedValue>;
  values: Array<NamedValue>;
  /** Where it stands in the chain; missing while it is not chained, a few minutes at most. */
  place: ReceiptPlace | null;
}

/** Where a receipt stands in its province's chain; hashes in hex. */
export interface ReceiptPlace {
  /** 1 is the first receipt of the province. */
  position: number;
  batch: number;
  leaf: string;
  previous: string;
  link: string;
  chainedAt: DateTime;
}

/** An objective cause to put on record. */
export interface RecordCauseInput {
  unitId: UUID;
  first: Date;
  last: Date;
  reason: string;
  documentNumber: string;
}

/** A discipline or conclusion to put on record. */
export interface RecordDisciplineInput {
  personId: UUID;
  ground: DisciplineGround;
  form: DisciplineForm;
  decidedOn: Date;
  documentNumber: string;
  note?: string | null;
}

/** A record of the catalogue. */
export interface RecordInput {
  id: UUID;
}

/** A subordinate's general criteria and leave in a month. */
export interface RecordMonthInput {
  personId: UUID;
  month: Date;
  /** General criteria, 0 to 30. */
  general?: Decimal | null;
  leaveDays?: Decimal;
}

/** One section of my record. */
export interface RecordSection {
  name: string;
  titleVi: string;
  titleEn: string;
  /** Every row, every column, as it is kept; secrets left out. */
  rows: Array<JSON>;
}

/** Freeze a closed month anew from today's log. */
export interface RefreezeMonthInput {
  personId: UUID;
  month: Date;
  reason: string;
  documentNumber: string;
  /** Entries verified too late come back from months that are open still. */
  withCarried?: boolean;
}

/** An endpoint to register. */
export interface RegisterWebhookInput {
  /** https, on a public address. */
  url: string;
  /** Of `webhookEventTypes`. */
  eventTypes: Array<string>;
  description?: string;
}

/** Another name for a unit from a day on. */
export interface RenameUnitInput {
  unitId: UUID;
  name: string;
  on: Date;
  documentNumber?: string | null;
}

/** Another place for a unit among its siblings from a day on. */
export interface ReorderUnitInput {
  unitId: UUID;
  position: number;
  on: Date;
  documentNumber?: string | null;
}

/** A decision that replaces the one that stands, ex officio. */
export interface ReplaceDecisionInput {
  sheetId: UUID;
  reason: string;
  documentNumber: string;
  decidedClass?: EvaluationClass | null;
}

/** Match kept events anew. */
export interface ReplayIntakeInput {
  sourceId: UUID;
  everything?: boolean;
}

/** A time whose messages are sent once more. */
export interface ReplayWebhooksInput {
  endpointId: UUID;
  since: DateTime;
  until: DateTime;
  /** Also what was delivered; receivers know it by its id. */
  everything?: boolean;
}

/** What came of matching anew. */
export interface ReplayedIntake {
  lookedAt: number;
  matched: number;
  left: number;
}

/** A job that was given up. */
export interface RequeueDeadLetterInput {
  id: UUID;
}

/** A line of a competency framework (khung năng lực): the level a position requires. */
export interface RequiredCompetency {
  code: string;
  level: number;
  /** The competency itself. */
  competency: Competency | null;
}

/** The level of a competency that a position requires. */
export interface RequiredCompetencyInput {
  code: string;
  level: number;
}

/** A new password for an account whose owner has lost theirs. */
export interface ResetPasswordInput {
  accountId: UUID;
  new: string;
}

/** An event to send again. */
export interface RetryCadreEventInput {
  eventId: UUID;
}

/** Return an entry to its author. */
export interface ReturnEntryInput {
  id: UUID;
  reason?: string | null;
  code?: ReturnReason | null;
  /** When it was submitted as looked at; refused if it was edited since. */
  submittedAt?: DateTime | null;
}

/** Why an entry is returned to its author (lý do trả lại). */
export type ReturnReason = 'MISSING_PRODUCT' | 'WRONG_ITEM' | 'WRONG_QUANTITY' | 'WRONG_COMPLEXITY' | 'DUPLICATE' | 'OTHER';

/** The draft of a job position's next version. */
export interface ReviseJobPositionInput {
  name: string;
  positionGroup: PositionGroup;
  rank: string;
  field: string;
  level: string;
  purpose: string;
  duties: Array<string>;
  authority: string;
  relations: string;
  requirements: string;
  competencies: Array<RequiredCompetencyInput>;
  /** Facts of the province's own (dữ liệu riêng); not given, they stay as they are. */
  attributes?: Array<OwnFactInput> | null;
  id: UUID;
}

/** The draft of a work item's next version. */
export interface ReviseWorkItemInput {
  name: string;
  field: string;
  taskGroup: TaskGroup;
  positionGroups: Array<PositionGroup>;
  normMinutes: number;
  complexity: string;
  standardScore: Decimal;
  output: string;
  productUnit: string;
  /** Facts of the province's own (dữ liệu riêng); not given, they stay as they are. */
  attributes?: Array<OwnFactInput> | null;
  id: UUID;
}

/** A delegation to take back. */
export interface RevokeDelegationInput {
  delegationId: UUID;
}

/** A grant to take back. */
export interface RevokeQuotaGrantInput {
  grantId: UUID;
}

/** A record to revoke. */
export interface RevokeRecordInput {
  id: UUID;
  reason: string;
}

/** An own API token. */
export interface RevokeTokenInput {
  tokenId: UUID;
}

/** Role of a post in the cadre hierarchy; each leading role holds what those below it hold. */
export type Role = 'CADRE' | 'DIVISION_DEPUTY' | 'DIVISION_HEAD' | 'AGENCY_DEPUTY' | 'AGENCY_HEAD' | 'PROVINCE_DEPUTY' | 'PROVINCE_HEAD';

/** A role held at this moment, in a unit or in an office. */
export interface RoleHeld {
  role: string;
  unitId: UUID | null;
  /** The unit it is held in. */
  unit: Unit | null;
}

/** The roll-out: its waves by first day, and who waits for none. No waves: everybody began. */
export interface Rollout {
  waves: Array<RolloutWave>;
  people: number;
  waitingPeople: number;
  waitingUnits: Array<WaveUnit>;
}

/** Whether I am expected to log, and where I may practise. */
export interface RolloutStanding {
  expected: boolean;
  /** My first day; null where no wave says one. */
  startsOn: Date | null;
  /** Whether this is the training twin. */
  practising: boolean;
  training: Training | null;
}

/** A wave of the roll-out (đợt triển khai). */
export interface RolloutWave {
  id: UUID;
  name: string;
  startsOn: Date;
  begun: boolean;
  people: number;
  units: Array<WaveUnit>;
}

/** Periodic work, and when it last ran to its end. */
export interface ScheduledRun {
  name: string;
  at: DateTime | null;
  /** Whether that is more than a day ago: everything runs daily at least. */
  late: boolean;
}

/** An entry of a group as it was shown. */
export interface SeenEntryInput {
  entryId: UUID;
  submittedAt: DateTime;
}

/** The person's own score of a sheet. */
export interface SelfScoreInput {
  sheetId: UUID;
  scores?: Array<MarkInput>;
  comment?: string | null;
  /** Why it comes late, after the deadline. */
  reason?: string | null;
  /** The newest step of the history the writer had in view: refused if somebody took another since. */
  seen?: UUID | null;
}

/** Whether an account gets in by password although single sign-on is enforced. */
export interface SetBreakGlassInput {
  accountId: UUID;
  allowed: boolean;
}

/** A working day or a day off (ngày nghỉ, làm bù). */
export interface SetCalendarDayInput {
  day: Date;
  working: boolean;
  note?: string | null;
}

/** How many posts (biên chế) a unit has from a day on. */
export interface SetEstablishmentInput {
  unitId: UUID;
  posts: number;
  on: Date;
  documentNumber?: string | null;
}

/** Name a post's direct leader (lãnh đạo trực tiếp), or leave it to the unit tree again. */
export interface SetLeaderInput {
  appointmentId: UUID;
  leaderAppointmentId?: UUID | null;
  on: Date;
}

/** Settle how some groups of positions are evaluated from a day to come. */
export interface SetPeriodRuleInput {
  kind: PeriodKind;
  positionGroups: Array<PositionGroup>;
  selfScoreDays: number;
  opinionDays: number;
  freezeDays: number;
  decisionDays: number;
  validFrom: Date;
  reportDay?: number | null;
  firstMonth?: number;
}

/** The connection, switched on or off. */
export interface SettleCadreConnectionInput {
  enabled: boolean;
  since: Date;
  /** Kept sealed, never shown; absent, the old one stays. */
  token?: string | null;
}

/** A tenant's identity provider. */
export interface SettleIdentityProviderInput {
  name: string;
  issuer: string;
  clientId: string;
  /** Kept sealed and never shown; absent, the old one stays. */
  clientSecret?: string | null;
  pinClaim?: string | null;
  enforced?: boolean;
}

/** A person's sheet of a period. Class by points, proposed class and decided class are facts of different authors and stand beside each other. */
export interface Sheet {
  id: UUID;
  periodId: UUID;
  personId: UUID;
  /** The primary post held last in the period. */
  appointmentId: UUID;
  /** The unit that ranks. */
  unitId: UUID;
  /** The agency whose head decides. */
  agencyId: UUID;
  standing: Standing;
  positionGroup: PositionGroup;
  rank: string | null;
  status: SheetStatus;
  notRanked: NotRankedReason | null;
  months: Array<Date>;
  selfComment: string | null;
  selfScoredAt: DateTime | null;
  superiorComment: string | null;
  /** What the direct superior proposes. */
  superiorClass: EvaluationClass | null;
  opinedBy: UUID | null;
  opinedAt: DateTime | null;
  /** General criteria: the sum of the superior's marks. */
  general: Decimal | null;
  /** Task results. */
  results: Decimal | null;
  total: Decimal | null;
  classByPoints: EvaluationClass | null;
  /** The lower of points and conditions. */
  proposedClass: EvaluationClass | null;
  normPackageId: UUID | null;
  computedAt: DateTime | null;
  frozenAt: DateTime | null;
  /** Its period. */
  period: EvaluationPeriod | null;
  /** Whose sheet it is. */
  person: PersonName | null;
  /** The unit that ranks, as it stands today. */
  unit: Unit | null;
  /** The agency whose head decides, as it stands today. */
  agency: Unit | null;
  /** Who gave the opinion. */
  superior: PersonName | null;
  /** The criteria that apply to the person, with both marks. */
  criteria: Array<CriterionLine>;
  /** What the package asks the direct superior, with the answers given. */
  questions: Array<SheetQuestion>;
  /** What the log holds of the sheet's months. */
  work: SheetWork | null;
  /** The verified work of its months, one line for each work item of one coefficient. */
  products: Array<SheetProduct>;
  /** What the unit or field did that the person leads; nothing for staff. */
  unitWork: SheetWork | null;
  /** Sheets of people led that are classified KHT in one of the months. */
  failingBelow: Array<UUID>;
  /** Decree 335's blockers and the Party's conditions, in the order people read them. */
  conditions: Array<SheetCondition>;
  /** The posts of months in which several were held, where the package weighs them. */
  segments: Array<SheetSegment>;
  /** Every value of the package for the period (a, b, c; of leaders also d, đ, e), as the sheet took it. */
  figures: Array<SheetFigure>;
  /** The scores of months it rests on. */
  monthsUsed: Array<SheetMonth>;
  /** The newest scores of its months with their receipts. */
  monthScores: Array<MonthScore>;
  /** Tasks due in its months that are still open: assigned and not done. */
  openTasks: Array<Task>;
  /** Every step, oldest first. */
  history: Array<SheetEvent>;
  /** The decisions on it, the first one first; the last one stands. */
  decisions: Array<Decision>;
  /** Months of which no sheet of a shorter period speaks; without any, no criteria and no questions are asked. */
  ownMonths: Array<Date>;
  /** Whether the caller is the person's direct superior now, or acts for them. */
  mayOpine: boolean;
  /** Whether the caller ranks the person now: as the head of the agency, or for the head. */
  mayDecide: boolean;
}

/** A condition of a decree or regulation on top of the points; it never changes a score. */
export interface SheetCondition {
  code: string;
  vi: string;
  en: string;
  article: string;
  state: ConditionState;
  /** None: it limits nothing. */
  highest: EvaluationClass | null;
  /** Numbers and limits, or records with their document numbers. */
  restsOn: JSON;
}

/** A page of a list. */
export interface SheetConnection {
  edges: Array<SheetEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface SheetEdge {
  cursor: string;
  node: Sheet;
}

/** One step in a sheet's life; late ones say why. */
export interface SheetEvent {
  id: UUID;
  kind: string;
  at: DateTime;
  late: boolean;
  reason: string | null;
  /** The post by whose authority it was done. */
  appointmentId: UUID | null;
  delegationId: UUID | null;
  data: JSON;
  personId: UUID | null;
  /** Who did it; nobody where the program did. */
  person: PersonName | null;
}

/** A named value of the norm package for the sheet's period. */
export interface SheetFigure {
  name: string;
  vi: string;
  en: string;
  value: string | null;
}

/** A month's score as the sheet took it. */
export interface SheetMonth {
  month: Date;
  revision: number;
  results: Decimal | null;
  total: Decimal | null;
  rating: EvaluationClass | null;
  hash: string;
}

/** The verified work of one item in a sheet's months, as the form lists it. */
export interface SheetProduct {
  workItemId: UUID;
  name: string;
  unit: string;
  k: Decimal;
  logged: Decimal;
  accepted: Decimal;
  failed: number;
  late: number;
  entries: number;
}

/** A question of the norm package that only the direct superior answers, with the answer. */
export interface SheetQuestion {
  name: string;
  vi: string;
  en: string;
  /** number, boolean or key. */
  kind: string;
  keys: Array<string>;
  lowest: Decimal | null;
  highest: Decimal | null;
  /** What counts without an answer. */
  default: string | null;
  answer: string | null;
}

/** One post of a month in which several were held. */
export interface SheetSegment {
  month: Date;
  appointmentId: UUID;
  unitId: UUID;
  role: string;
  weight: Decimal;
  days: number;
  results: Decimal | null;
}

/** How far a person's sheet of a period has come. */
export type SheetStatus = 'OPEN' | 'SELF_SCORED' | 'OPINED' | 'DECIDED';

/** A step on a sheet that has a deadline. */
export type SheetStep = 'SELF_SCORE' | 'OPINION' | 'DECISION';

/** A step on somebody else's sheet that the caller may have to take. */
export type SheetTurn = 'OPINION' | 'DECISION';

/** What would have changed the points of a sheet. */
export interface SheetWhatIf {
  /** False, and no amounts, where the log no longer says what was scored, where several posts are weighed, and of years. */
  settled: boolean;
  changes: Array<WhatIfChange>;
  ofMonths: Array<WhatIfMonth>;
}

/** What the log holds: sums of K times products, and pieces of work by how they came out. */
export interface SheetWork {
  assigned: Decimal;
  accepted: Decimal;
  tasks: number;
  done: number;
  late: number;
  failed: number;
  /** Accepted of assigned, down to four decimals. */
  rate: Decimal | null;
}

/** An entry of the same item: minutes declared for one product, when, and whose. */
export interface SpreadDot {
  entryId: UUID;
  workDate: Date;
  minutes: Decimal;
  person: string;
}

/** Staff type: civil servant (công chức) or public employee (viên chức). */
export type StaffType = 'CIVIL_SERVANT' | 'PUBLIC_EMPLOYEE';

/** A group of positions in a unit, or in the whole branch where there is no unit. */
export interface StaffingLine {
  unitId: UUID | null;
  positionGroup: string;
  /** Posts assigned (biên chế); a unit's are divided among its groups as its people are. */
  establishment: number;
  people: number;
  /** Posts that the verified work fills. */
  need: Decimal | null;
  /** With `needHigh` the span in which the next three months will lie in four of five cases. */
  needLow: Decimal | null;
  needHigh: Decimal | null;
  /** Need less establishment. */
  lacking: Decimal | null;
}

/** Establishment and need of a branch. */
export interface StaffingReport {
  /** First days of the months the estimate rests on. */
  months: Array<Date>;
  lines: Array<StaffingLine>;
  totals: Array<StaffingLine>;
}

/** What regulations count a person as: staff, head (người đứng đầu) or deputy (cấp phó). */
export type Standing = 'STAFF' | 'LEADER' | 'DEPUTY';

/** What to try, on what. Give a text as for a draft, or a package that is kept. */
export interface StartLabRunInput {
  /** Any day of the first month. */
  firstMonth: Date;
  /** Any day of the last month, at most a year of months. */
  lastMonth: Date;
  packageId?: UUID | null;
  /** A package's text, YAML. */
  document?: string | null;
  /** Name of a national package, instead of a document. */
  base?: string | null;
  /** The province's changes to the base. */
  override?: string | null;
  /** Branches; none: everybody. */
  unitIds?: Array<UUID>;
}

/** What to print, of everybody ranked in a unit's branch in a period. */
export interface StartPaperRunInput {
  periodId: UUID;
  unitId: UUID;
  kind?: PaperKind;
  fileFormat?: PaperFormat;
  /** Up to fifty sheets in one PDF, of more an archive. */
  merged?: boolean;
  /** Number and sign of a summary or of minutes. */
  documentNumber?: string;
  /** For minutes. */
  meeting?: MeetingInput | null;
}

/** The answer to a question: stored figures of one release, and rates of them. */
export interface StatisticsAnswer {
  release: StatisticsRelease;
  dataset: StatisticsCode;
  dimensions: Array<StatisticsDimension>;
  measures: Array<StatisticsMeasure>;
  footnotes: Array<StatisticsFootnote>;
  /** Each with `members` along the dimensions, and along the measures `values` (exact decimals as text, null where there is none), `obsStatus` and `confStatus`. */
  rows: StatisticsRows;
}

/** A way to break released figures down. LEVEL and RANK_BAND are the upper parts of others. */
export type StatisticsBreakdown = 'PROVINCE' | 'LEVEL' | 'BODY' | 'POSITION_GROUP' | 'RANK_BAND' | 'RANK' | 'AGE' | 'GENDER' | 'STAFF' | 'QUALIFICATION' | 'FIELD';

/** A breakdown that a data set has, with its members within the caller's scope. */
export interface StatisticsBreakdownOffer {
  breakdown: StatisticsBreakdown;
  vi: string;
  en: string;
  members: Array<StatisticsCode>;
}

/** A code with its words. */
export interface StatisticsCode {
  code: string;
  vi: string;
  en: string;
  parent: string | null;
}

/** A data set of a release: what can be asked of it. */
export interface StatisticsDataset {
  code: string;
  vi: string;
  en: string;
  measures: Array<StatisticsMeasure>;
  breakdowns: Array<StatisticsBreakdownOffer>;
  tables: Array<StatisticsTableOffer>;
}

/** A dimension of an answer with the members its rows have. */
export interface StatisticsDimension {
  code: string;
  vi: string;
  en: string;
  members: Array<StatisticsCode>;
}

/** Rows of these members only. Alone, without the breakdown in `by`, exactly one member. */
export interface StatisticsFilter {
  breakdown: StatisticsBreakdown;
  members: Array<string>;
}

/** A note below a table: NOT_REPORTED, VERSION, HIDDEN. */
export interface StatisticsFootnote {
  code: string;
  vi: string;
  en: string;
}

/** A measure: what it is called and what it counts in. */
export interface StatisticsMeasure {
  code: string;
  vi: string;
  en: string;
  unitVi: string;
  unitEn: string;
  stored: boolean;
}

/** A province's figures of a quarter (2026-Q3) or year (2026); the highest approved number is its word. */
export interface StatisticsPart {
  id: UUID;
  period: string;
  number: number;
  /** Why it was gathered again; the first has none. */
  reason: string | null;
  people: number;
  /** SHA-256 of its content, as releases name it. */
  hash: string;
  gatheredAt: DateTime;
  approveBy: Date;
  approvedAt: DateTime | null;
  documentNumber: string | null;
  /** The head who approved it. */
  approvedBy: PersonName | null;
}

/** A part with its true counts, for those whose duty is the whole province. */
export interface StatisticsPartDetail {
  part: StatisticsPart;
  counts: Array<PartCount>;
  /** Work, bodies, coverage, honesty of logs, staffing and index, by name; numbers as exact texts. */
  figures: JSON;
}

/** A version of a period's release (bản công bố); it never changes. */
export interface StatisticsRelease {
  /** A quarter (2026-Q3) or a year (2026). */
  period: string;
  version: number;
  reason: string | null;
  publishedAt: DateTime;
  reported: Array<string>;
  missing: Array<string>;
  /** SHA-256 of the pattern of hidden figures. */
  pattern: string;
  /** Who has not reported, and why there is this version. */
  footnotes: Array<StatisticsFootnote>;
  /** What can be asked of it, within the caller's scope. */
  datasets: Array<StatisticsDataset>;
}

/** Rows of released statistics; only answered. */
export type StatisticsRows = string;

/** A question asked of the newest release of each period. */
export interface StatisticsSeries {
  periods: Array<string>;
  versions: Array<number>;
  dataset: StatisticsCode;
  dimensions: Array<StatisticsDimension>;
  measures: Array<StatisticsMeasure>;
  footnotes: Array<StatisticsFootnote>;
  /** One for each measure: `members` along the dimensions, `measure`, and along the periods `values`, `obsStatus` (L where it was not published) and `confStatus`. */
  rows: StatisticsRows;
}

/** A province among those within the caller's scope, by its harmonised mean. */
export interface StatisticsStanding {
  place: number | null;
  province: string;
  provinceName: string;
  harmonisedMean: Decimal | null;
  rawMean: Decimal | null;
  harshness: Decimal | null;
  obsStatus: ObsStatus;
}

/** Breakdowns that may be asked for together; each with any of its totals. */
export interface StatisticsTableOffer {
  by: Array<StatisticsBreakdown>;
}

/** Suggest a work item. */
export interface SuggestItemInput {
  name: string;
  output: string;
  usualMinutes: number;
  reason: string;
}

/** Verified work in one day, month or quarter. */
export interface Sums {
  /** First day of the period. */
  start: Date;
  entries: number;
  /** Time declared. */
  minutes: Long;
  /** Time by the norms. */
  normMinutes: Decimal;
  points: Decimal;
  early: number;
  late: number;
}

/** Assigned work: who, which item, how many products, until when. */
export interface Task {
  id: UUID;
  appointmentId: UUID;
  workItemId: UUID;
  title: string;
  quantity: Decimal;
  dueDate: Date;
  status: TaskStatus;
  note: string | null;
  /** The document by which it is assigned, if by one. */
  documentNumber: string | null;
  createdAt: DateTime;
  /** The post it is assigned to. */
  post: Post | null;
  /** Who assigned it. */
  assigner: PersonName | null;
  /** The work item, as in force on the day it was assigned. */
  workItem: ItemOnDay | null;
  /** How much of it has been handed in and confirmed. */
  progress: TaskProgress;
}

/** Which tasks, in which order; every part that is given must fit. */
export interface TaskChoice {
  givenByMe?: boolean;
  personId?: UUID | null;
  statuses?: Array<TaskStatus> | null;
  newestFirst?: boolean;
}

/** A page of a list. */
export interface TaskConnection {
  edges: Array<TaskEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface TaskEdge {
  cursor: string;
  node: Task;
}

/** Task group (nhóm nhiệm vụ): A leadership, B professional, C of one unit, D other. */
export type TaskGroup = 'A' | 'B' | 'C' | 'D';

/** How an assigned task is closed. */
export type TaskOutcome = 'DONE' | 'CANCELLED';

/** What has been handed in of a task, in products. */
export interface TaskProgress {
  logged: Decimal;
  confirmed: Decimal;
}

/** State of an assigned task (việc giao). */
export type TaskStatus = 'OPEN' | 'DONE' | 'CANCELLED';

/** What the national template did to a record. */
export type TemplateChange = 'ADDED' | 'CHANGED' | 'WITHDRAWN';

/** A record that the template added, changed or withdrew, and that waits for an answer. */
export interface TemplateDifference {
  kind: TemplateKind;
  code: string;
  name: string;
  change: TemplateChange;
  recordId: UUID | null;
  baseRevision: number | null;
  revision: number;
  fields: Array<TemplateField>;
}

/** A field that the template has changed, with its three values as people read them. */
export interface TemplateField {
  field: string;
  label: Words;
  state: DifferenceState;
  base: Words;
  upstream: Words;
  ours: Words;
}

/** Kind of record that the national template keeps. */
export type TemplateKind = 'COMPETENCY' | 'JOB_POSITION' | 'WORK_ITEM';

/** How much of the national unit tree a new province starts with. */
export type TemplateUnits = 'COMMUNES' | 'ALL';

/** A province (tỉnh), a ministry (bộ), or the platform's own operators. */
export interface Tenant {
  id: number;
  /** Short name, given when signing in. */
  slug: string;
  kind: TenantKind;
  name: string;
  provinceCode: string | null;
}

/** What a new province may start with. */
export interface TenantChoices {
  provinces: Array<ProvinceChoice>;
  /** Packages that may be put in force at once. */
  packages: Array<string>;
  /** Packages that may be kept as drafts. */
  drafts: Array<string>;
}

/** How a tenant fares, the gravest that holds. */
export type TenantCondition = 'FINE' | 'BEHIND' | 'FAILING' | 'UNMEASURED';

/** How one tenant fares. Counts are as of `measuredAt`; outbox and dead jobs are of now. */
export interface TenantHealth {
  tenant: Tenant;
  condition: TenantCondition;
  /** When the program last counted; null: not yet. */
  measuredAt: DateTime | null;
  /** Accounts that may sign in. */
  accounts: number | null;
  lastSignInAt: DateTime | null;
  /** The last step of any work entry. */
  lastEntryAt: DateTime | null;
  /** Entries logged in 24 hours. */
  entriesLastDay: number | null;
  pendingScores: number | null;
  /** Since when the oldest of them waits. */
  scoresSince: DateTime | null;
  pendingMonths: number | null;
  /** Changes that daily sums do not show yet. */
  rollupDeltas: number | null;
  /** Since when there have been such changes. */
  sumsSince: DateTime | null;
  files: number | null;
  fileBytes: Long | null;
  outboxRows: number;
  outboxSince: DateTime | null;
  /** Jobs of this tenant that were given up. */
  deadLetters: number;
  /** What a province lacks before it goes live; empty: not counted. */
  gaps: Array<Gap>;
}

/** Kind of tenant. */
export type TenantKind = 'PROVINCE' | 'TRAINING' | 'MINISTRY' | 'PLATFORM';

/** What a tenant settles about its log. */
export interface TenantSettings {
  /** How many days back work may be logged. */
  lateLogDays: number;
  evidenceRequired: boolean;
  /** Most minutes that may be declared for one day. */
  dayMinutesLimit: number;
  /** Score by which K is reckoned. */
  standardProductScore: Decimal;
  /** Fewest verified entries from which a norm is learned. */
  learningEntries: number;
  /** How many days back norms are learned from. */
  learningDays: number;
  /** How many drawn entries are opened before a group is verified at once. */
  samplesBeforeGroup: number;
}

/** A training twin (bản tập dượt) that is open. */
export interface Training {
  endsOn: Date;
  openedAt: DateTime;
}

/** Move a person from a post to another unit; without role or position the old ones stay. */
export interface TransferInput {
  appointmentId: UUID;
  unitId: UUID;
  on: Date;
  role?: Role | null;
  jobPositionId?: UUID | null;
  documentNumber?: string | null;
}

/** Another entry like the flagged one. */
export interface TwinEntry {
  entryId: UUID;
  workDate: Date;
  person: string;
  shared: string | null;
}

/** A UUID as text; ids made by clients are of version 7. */
export type UUID = string;

/** Verdicts of one's own to be taken back. */
export interface UndoVerificationInput {
  entryIds: Array<UUID>;
}

/** An organisational unit (đơn vị) where it stands on the day asked for. */
export interface Unit {
  id: UUID;
  code: string;
  kind: string;
  name: string;
  field: string | null;
  /** Official code of the commune, for units of one. */
  communeCode: string | null;
  parentId: UUID | null;
  /** How deep the unit stands; a root is 1. */
  depth: number;
  /** Its place among its siblings. */
  position: number;
  /** Number of posts allotted (biên chế). */
  establishment: number;
  opened: Date;
  closed: Date | null;
  successorId: UUID | null;
  /** The decision (số quyết định) by which it closed. */
  closingDocument: string | null;
}

/** A unit beside comparable ones. */
export interface UnitCalibration {
  unitId: UUID;
  people: number;
  hours: number;
  medianHours: number | null;
  classes: Array<Count>;
  /** Median share of HTXS among comparable units. */
  medianTopClass: number | null;
  flags: Array<CalibrationFlag>;
  /** Missing while no month of the unit has a total. */
  points: PointsBox | null;
  /** The unit, as it stands today. */
  unit: Unit | null;
}

/** What may happen to a unit that is described before it is done. */
export type UnitChangeKind = 'MOVE' | 'MERGE' | 'CLOSE';

/** What moving, merging or closing a unit would do on that day. */
export interface UnitChangePreview {
  /** Open units that go along, the unit itself first. */
  units: Array<Unit>;
  /** Posts held in them that day. */
  posts: number;
  /** Heads who become deputies, by name. */
  deputies: Array<string>;
}

/** Name and place of a unit from one day to (not including) another. */
export interface UnitPlace {
  validFrom: Date;
  validTo: Date | null;
  parentId: UUID | null;
  name: string;
  position: number;
  establishment: number;
  /** The decision (số quyết định) by which it began. */
  documentNumber: string | null;
}

/** A unit and all below it on a day. */
export interface UnitToday {
  unitId: UUID;
  on: Date;
  /** Whether it is a working day. */
  working: boolean;
  /** The last seven working days. */
  days: Array<Date>;
  people: Array<PersonToday>;
  due: Array<DueTask>;
  /** The unit, as it stands today. */
  unit: Unit | null;
}

/** The account whose link ends. */
export interface UnlinkIdentityInput {
  accountId: UUID;
}

/** A mapping to take away. */
export interface UnmapIntakeKindInput {
  id: UUID;
}

/** Work that waits because it could not be matched. */
export interface UnmatchedWork {
  id: UUID;
  sourceId: UUID;
  kind: string;
  externalId: string;
  state: string;
  day: Date;
  workKind: string | null;
  documentNumber: string | null;
  pin: string | null;
  account: string | null;
  unitCode: string | null;
  /** Such as `person_unknown` or `kind_unmapped`. */
  reason: string;
}

/** A page of a list. */
export interface UnmatchedWorkConnection {
  edges: Array<UnmatchedWorkEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface UnmatchedWorkEdge {
  cursor: string;
  node: UnmatchedWork;
}

/** A verdict on one entry. */
export interface VerdictInput {
  entryId: UUID;
  quality: Quality;
  comment?: string | null;
  acceptedQuantity?: Decimal | null;
  failedReviews?: number;
  delays?: number;
  /** What `ownFacts` of origin VERIFICATION asks for; of a correction not given, they stay as stated. */
  facts?: Array<OwnFactInput> | null;
  /** When it was submitted as looked at; refused if it was edited since. */
  submittedAt?: DateTime | null;
}

/** What became of one verdict. */
export interface VerifiedEntry {
  entryId: UUID;
  verified: boolean;
  error: ItemError | null;
}

/** Verdicts on up to 200 submitted entries. */
export interface VerifyEntriesInput {
  decisions: Array<VerdictInput>;
}

/** What became of a batch, in the order it was given. */
export interface VerifyEntriesResult {
  verified: number;
  refused: number;
  results: Array<VerifiedEntry>;
}

/** One verdict on up to 500 entries of one item. */
export interface VerifyGroupInput {
  workItemId: UUID;
  entries: Array<SeenEntryInput>;
  quality: Quality;
  comment?: string | null;
  /** What `inboxFacts` asks for, the same of all entries. */
  facts?: Array<OwnFactInput> | null;
}

/** State of a version in the catalogue. */
export type VersionStatus = 'DRAFT' | 'APPROVED' | 'SUPERSEDED';

/** How many sheets of running periods wait for the caller. */
export interface WaitingEvaluations {
  opinions: number;
  decisions: number;
}

/** Faults of a verified entry waived for an objective cause. */
export interface WaiveFaultsInput {
  id: UUID;
  kind: WaiverKind;
  faults: number;
  reason: string;
  documentNumber: string;
}

/** A deduction waived for an objective cause. */
export interface Waiver {
  id: UUID;
  kind: WaiverKind;
  faults: number;
  reason: string;
  documentNumber: string;
  grantedBy: UUID;
  grantedAt: DateTime;
}

/** Which deduction is waived for an objective cause (nguyên nhân khách quan). */
export type WaiverKind = 'QUALITY' | 'PROGRESS';

/** What a planned wave would do. */
export interface WavePreview {
  coverage: Rollout;
  /** People whose first day would change. */
  moved: number;
}

/** A unit that a wave names; it stands for its branch. */
export interface WaveUnit {
  id: UUID;
  name: string;
  people: number;
}

/** One attempt to deliver a message. */
export interface WebhookAttempt {
  at: DateTime;
  milliseconds: number;
  status: number | null;
  /** `timed_out`, `unreachable`, `tls_failed` or `address_refused` (it stands for a private address). */
  failure: string | null;
  /** The first kilobyte of the answer. */
  response: string;
}

/** A message on its way to an endpoint. */
export interface WebhookDelivery {
  endpointId: UUID;
  messageId: UUID;
  type: string;
  at: DateTime;
  state: WebhookDeliveryState;
  tries: number;
  /** When it is tried next, while it waits. */
  dueAt: DateTime;
  finishedAt: DateTime | null;
  /** Every attempt, the newest first. */
  attempts: Array<WebhookAttempt>;
}

/** A page of a list. */
export interface WebhookDeliveryConnection {
  edges: Array<WebhookDeliveryEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface WebhookDeliveryEdge {
  cursor: string;
  node: WebhookDelivery;
}

/** How far a message has come on its way to an endpoint. */
export type WebhookDeliveryState = 'WAITING' | 'DELIVERED' | 'FAILED';

/** Where a tenant's events go; its secret is shown once, when it is made. */
export interface WebhookEndpoint {
  id: UUID;
  url: string;
  description: string;
  eventTypes: Array<string>;
  state: WebhookEndpointState;
  /** Why it is disabled: `gone` (410 was answered) or `failing`. */
  reason: string | null;
  /** Attempts that failed in a row. */
  failures: number;
  /** While it lies ahead, the circuit breaker sends nothing. */
  openUntil: DateTime | null;
  /** Until when the secret before this one signs, too. */
  oldUntil: DateTime | null;
  lastSuccessAt: DateTime | null;
  createdAt: DateTime;
  /** How many messages wait for it. */
  waiting: number;
}

/** An endpoint of the tenant. */
export interface WebhookEndpointInput {
  endpointId: UUID;
}

/** Whether anything is sent to an endpoint. */
export type WebhookEndpointState = 'OPEN' | 'PAUSED' | 'DISABLED';

/** An endpoint's new secret; this is the only time it is seen. */
export interface WebhookSecret {
  id: UUID;
  secret: string;
}

/** What would have changed a person's month. */
export interface WhatIf {
  /** False where the log no longer says what was scored: no amounts then. */
  settled: boolean;
  changes: Array<WhatIfChange>;
  ofEntries: Array<WhatIfChange>;
}

/** One thing different, and what the month or the period would come to. */
export interface WhatIfChange {
  kind: WhatIfKind;
  entryIds: Array<UUID>;
  /** Faults taken away, or entries and tasks touched. */
  times: number;
  /** Difference of the task results. */
  results: Decimal | null;
  /** Difference of the total. */
  total: Decimal | null;
  /** The class by points it would be. */
  rating: string | null;
}

/** What would have been different. */
export type WhatIfKind = 'QUALITY_WAIVED' | 'DELAYS_WAIVED' | 'ON_TIME' | 'ACCEPTED' | 'FINISHED' | 'VERIFIED';

/** What one month would change of a quarter's points. */
export interface WhatIfMonth {
  month: Date;
  changes: Array<WhatIfChange>;
}

/** One's own petition. */
export interface WithdrawPetitionInput {
  petitionId: UUID;
}

/** One thing said in two languages. */
export interface Words {
  vi: string;
  en: string;
}

/** A work entry (mục nhật ký công việc) with what was in force on its day. */
export interface WorkEntry {
  id: UUID;
  workDate: Date;
  status: EntryStatus;
  /** 0 until verified; rises with each verification and correction. */
  revision: number;
  quantity: Decimal;
  startedAt: DateTime | null;
  finishedAt: DateTime | null;
  /** Time declared. */
  minutes: number;
  /** The output product (sản phẩm đầu ra). */
  output: string;
  note: string | null;
  dueDate: Date | null;
  /** Working days after the due date; negative when early. */
  daysLate: number;
  /** Time norm of one product on that day. */
  normMinutes: number;
  complexity: string;
  /** Score of one product over the standard product's (quy đổi). */
  k: Decimal;
  quality: Quality | null;
  acceptedQuantity: Decimal | null;
  failedReviews: number;
  delays: number;
  failedWaived: number;
  delaysWaived: number;
  comment: string | null;
  verifiedAt: DateTime | null;
  submittedAt: DateTime | null;
  deviceTime: DateTime | null;
  createdAt: DateTime;
  personId: UUID;
  appointmentId: UUID;
  unitId: UUID;
  workItemId: UUID;
  taskId: UUID | null;
  /** Facts of the province's own (dữ liệu riêng) kept with the work, by origin and name. */
  ownFacts: Array<EntryFact>;
  /** Whose work it is. */
  person: PersonName | null;
  /** The unit the work was done in, as it stands today. */
  unit: Unit | null;
  /** The author's job position on that day, by its name of today. */
  position: PositionName | null;
  /** The work item, as in force on that day. */
  workItem: ItemOnDay | null;
  /** Who verified it last. */
  verifier: PersonName | null;
  /** What proves the output. */
  evidence: Array<Evidence>;
  /** Every step, oldest first. */
  history: Array<EntryEvent>;
  /** What was waived. */
  waivers: Array<Waiver>;
  /** The score of this revision; nothing while it waits to be scored. */
  score: EntryScore | null;
  /** The scores of all revisions, newest first. */
  scores: Array<EntryScore>;
}

/** A page of a list. */
export interface WorkEntryConnection {
  edges: Array<WorkEntryEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface WorkEntryEdge {
  cursor: string;
  node: WorkEntry;
}

/** A version of a work item (đầu việc), common to the province or owned by a unit. */
export interface WorkItem {
  id: UUID;
  code: string;
  ownerUnitId: UUID | null;
  /** Number of the version; a draft has 0. */
  version: number;
  status: VersionStatus;
  validFrom: Date | null;
  validTo: Date | null;
  name: string;
  field: string;
  taskGroup: TaskGroup;
  positionGroups: Array<PositionGroup>;
  /** Time norm (định mức thời gian) for one product, in minutes. */
  normMinutes: number;
  complexity: string;
  /** Score of one product; over the standard product's it is K. */
  standardScore: Decimal;
  /** The output product (sản phẩm đầu ra) expected. */
  output: string;
  productUnit: string;
  templateCode: string | null;
  proposedAt: DateTime | null;
  approvedAt: DateTime | null;
  /** Facts of the province's own (dữ liệu riêng), as its norm package asks for them, by name. */
  attributes: Array<OwnFact>;
  /** The unit that owns the item, for items of group C. */
  ownerUnit: Unit | null;
}

/** A page of a list. */
export interface WorkItemConnection {
  edges: Array<WorkItemEdge>;
  pageInfo: PageInfo;
}

/** A record in a page. */
export interface WorkItemEdge {
  cursor: string;
  node: WorkItem;
}

export interface QueryArguments {
  today: Record<string, never>;
  tenant: Record<string, never>;
  settings: Record<string, never>;
  calendar: { dateFrom: Date; dateTo: Date };
  tenants: Record<string, never>;
  me: Record<string, never>;
  myTokens: Record<string, never>;
  accounts: { words?: string | null; personId?: UUID | null; breakGlass?: boolean | null; first?: number; after?: string | null };
  units: { rootId?: UUID | null; on?: Date | null };
  searchUnits: { words: string; on?: Date | null };
  unit: { id: UUID; on?: Date | null };
  unitHistory: { id: UUID };
  headcounts: { on?: Date | null };
  previewUnitChange: { kind: UnitChangeKind; unitId: UUID; on: Date; targetId?: UUID | null };
  people: { words?: string | null; unitId?: UUID | null; branch?: boolean; on?: Date | null; first?: number; after?: string | null };
  person: { id: UUID };
  posts: { personId: UUID };
  staff: { unitId: UUID; on?: Date | null };
  delegations: { on?: Date | null };
  jobPositions: { filter?: PositionFilter | null; first?: number; after?: string | null };
  jobPositionDrafts: { first?: number; after?: string | null };
  jobPositionDraft: { id: UUID };
  jobPositionHistory: { id: UUID };
  competencies: Record<string, never>;
  workItems: { filter?: ItemFilter | null; first?: number; after?: string | null };
  workItemDrafts: { first?: number; after?: string | null };
  workItemDraft: { id: UUID };
  workItemHistory: { id: UUID };
  catalogueLists: Record<string, never>;
  templateDifferences: Record<string, never>;
  templateDifference: { kind: TemplateKind; code: string };
  normPackages: Record<string, never>;
  normPackage: { id: UUID };
  normPackageInForce: { on: Date; unitId?: UUID | null };
  checkNormPackage: { input: NormTextInput };
  normDesk: { id: UUID; edits?: Array<NormEditInput> | null };
  normTextCheck: { id: UUID; text: string };
  labRun: { id: UUID };
  labRuns: { first?: number; after?: string | null };
  labMovers: { runId: UUID; first?: number; after?: string | null };
  normPilotOutcome: { id: UUID };
  normProposals: { outcomes?: Array<ProposalOutcome> | null; workItemId?: UUID | null; first?: number; after?: string | null };
  normPilots: Record<string, never>;
  normCorrections: Record<string, never>;
  normDifferences: { oldId: UUID; newId: UUID };
  nationalNormPackages: Record<string, never>;
  normUpstream: Record<string, never>;
  ownFacts: { on: Date; unitId?: UUID | null };
  ownFactGaps: { packageId: UUID; on: Date };
  myEntries: { dateFrom?: Date | null; dateTo?: Date | null; statuses?: Array<EntryStatus> | null; first?: number; after?: string | null };
  entries: { dateFrom?: Date | null; dateTo?: Date | null; statuses?: Array<EntryStatus> | null; personId?: UUID | null; unitId?: UUID | null; first?: number; after?: string | null };
  inbox: { first?: number; after?: string | null };
  entry: { id: UUID };
  inboxBoard: Record<string, never>;
  inboxWaiting: Record<string, never>;
  inboxSpread: { entryId: UUID };
  inboxFacts: Record<string, never>;
  myEntryTemplates: Record<string, never>;
  myReopenings: Record<string, never>;
  reopenings: Record<string, never>;
  myItemSuggestions: Record<string, never>;
  itemSuggestions: Record<string, never>;
  myPrefilledEntries: Record<string, never>;
  tasks: { mineOnly?: boolean; openOnly?: boolean; filter?: TaskChoice | null; first?: number; after?: string | null };
  unitToday: { unitId: UUID; on?: Date | null };
  receipt: { entryId: UUID; revision?: number | null };
  receiptDocument: { entryId: UUID; revision?: number | null };
  monthReceiptDocument: { personId: UUID; month: Date };
  monthScores: { personId: UUID; dateFrom: Date; dateTo: Date };
  monthHistory: { personId: UUID; month: Date };
  whatIf: { personId: UUID; month: Date };
  sheetWhatIf: { sheetId: UUID };
  personSums: { personId: UUID; dateFrom: Date; dateTo: Date; grain?: Grain };
  unitSums: { unitId: UUID; dateFrom: Date; dateTo: Date; grain?: Grain };
  mySheets: { first?: number; after?: string | null };
  sheet: { id: UUID };
  sheets: { periodId: UUID; unitId: UUID; branch?: boolean; first?: number; after?: string | null };
  waitingSheets: { periodId: UUID; turn: SheetTurn; first?: number; after?: string | null };
  waitingEvaluations: Record<string, never>;
  sheetEntries: { sheetId: UUID; behind?: Behind; first?: number; after?: string | null };
  overdueSteps: { periodId: UUID; mineOnly?: boolean };
  disciplines: { personId: UUID };
  causes: { unitId: UUID };
  causesOfPerson: { personId: UUID };
  quotaProposal: { periodId: UUID; agencyId: UUID };
  decisionHistory: { sheetId: UUID };
  quotaGrants: { agencyId?: UUID | null };
  confirmDecision: { hash: string };
  decisionRows: { periodId: UUID; agencyId: UUID };
  myNotifications: { first?: number; after?: string | null };
  petitions: { overdue?: boolean; answered?: boolean; first?: number; after?: string | null };
  petitionsWaiting: Record<string, never>;
  myPapers: { first?: number; after?: string | null };
  paperRun: { id: UUID };
  paperRuns: { first?: number; after?: string | null };
  evaluationPeriods: { firstDay: Date; lastDay: Date; kind?: PeriodKind | null };
  periodRules: Record<string, never>;
  periodStanding: { id: UUID };
  calibration: { unitId: UUID; firstMonth: Date; lastMonth: Date };
  myRecord: { firstDay: Date; lastDay: Date };
  myCorrectionRequests: Record<string, never>;
  correctionRequests: Record<string, never>;
  importedHistory: { personId: UUID };
  crosswalks: Record<string, never>;
  crosswalkTrend: { id: UUID; firstMonth: Date; lastMonth: Date };
  releases: { period?: string | null };
  release: { period: string; version?: number | null };
  statistics: { period: string; dataset: string; by: Array<StatisticsBreakdown>; version?: number | null; filters?: Array<StatisticsFilter> | null; measures?: Array<string> | null; totals?: boolean };
  statisticsSeries: { fromPeriod: string; toPeriod: string; dataset: string; by: Array<StatisticsBreakdown>; filters?: Array<StatisticsFilter> | null; measures?: Array<string> | null; totals?: boolean };
  statisticsLeague: { period: string; version?: number | null; adjusted?: boolean };
  statisticsParts: { period?: string | null };
  statisticsPart: { id: UUID; by: Array<PartBreakdown> };
  overdueStatistics: Record<string, never>;
  identityProvider: Record<string, never>;
  linkedIdentities: { words?: string | null; first?: number; after?: string | null };
  intakeSources: Record<string, never>;
  intakeRules: Record<string, never>;
  learnedIntakeRules: Record<string, never>;
  intakeAliases: { sourceId: UUID };
  unmatchedWork: { sourceId?: UUID | null; first?: number; after?: string | null };
  staffing: { unitId: UUID; last: Date; hoursOfPost?: number };
  auditTrail: { subjectId?: UUID | null; filter?: AuditFilter | null; first?: number; after?: string | null };
  whoLookedAtMe: { first?: number; after?: string | null };
  archives: Record<string, never>;
  departure: Record<string, never>;
  platformHealth: Record<string, never>;
  tenantHealth: { slug: string };
  queueState: Record<string, never>;
  tenantChoices: Record<string, never>;
  onboardingChecklist: Record<string, never>;
  rollout: Record<string, never>;
  wavePreview: { plan: PlanWaveInput; waveId?: UUID | null };
  rolloutStanding: Record<string, never>;
  webhookEndpoints: Record<string, never>;
  webhookEventTypes: Record<string, never>;
  webhookDeliveries: { endpointId: UUID; state?: WebhookDeliveryState | null; first?: number; after?: string | null };
  cadreConnection: Record<string, never>;
  cadreEventCounts: Record<string, never>;
  cadreEvents: { state?: CadreEventState | null; overdue?: boolean; personId?: UUID | null; first?: number; after?: string | null };
  cadreEvent: { id: UUID };
}

export interface MutationArguments {
  issueToken: { input: IssueTokenInput };
  revokeToken: { input: RevokeTokenInput };
  changePassword: { input: ChangePasswordInput };
  createAccount: { input: CreateAccountInput };
  resetPassword: { input: ResetPasswordInput };
  disableAccount: { input: AccountInput };
  enableAccount: { input: AccountInput };
  makeArchiveKey: Record<string, never>;
  askArchive: { input: AskArchiveInput };
  confirmArchive: { input: ArchiveInput };
  withdrawArchive: { input: ArchiveInput };
  askCorrection: { input: AskCorrectionInput };
  answerCorrection: { input: AnswerCorrectionInput };
  applyCrosswalk: { input: CrosswalkInput };
  discardCrosswalk: { input: CrosswalkInput };
  setPeriodRule: { input: SetPeriodRuleInput };
  closePeriod: { input: ClosePeriodInput };
  changeSettings: { input: ChangeSettingsInput };
  setCalendarDay: { input: SetCalendarDayInput };
  openUnit: { input: OpenUnitInput };
  renameUnit: { input: RenameUnitInput };
  reorderUnit: { input: ReorderUnitInput };
  setEstablishment: { input: SetEstablishmentInput };
  moveUnit: { input: MoveUnitInput };
  mergeUnit: { input: MergeUnitInput };
  closeUnit: { input: CloseUnitInput };
  addPerson: { input: PersonInput };
  editPerson: { input: EditPersonInput };
  appoint: { input: AppointInput };
  endAppointment: { input: EndAppointmentInput };
  transfer: { input: TransferInput };
  setLeader: { input: SetLeaderInput };
  delegate: { input: DelegateInput };
  revokeDelegation: { input: RevokeDelegationInput };
  proposeWorkItem: { input: ProposeWorkItemInput };
  reviseWorkItem: { input: ReviseWorkItemInput };
  approveWorkItem: { input: ApproveInput };
  recallWorkItem: { input: RecordInput };
  endWorkItem: { input: EndInput };
  completeWorkItem: { input: CompleteInput };
  discardWorkItemDraft: { input: RecordInput };
  proposeJobPosition: { input: ProposeJobPositionInput };
  reviseJobPosition: { input: ReviseJobPositionInput };
  approveJobPosition: { input: ApproveInput };
  recallJobPosition: { input: RecordInput };
  endJobPosition: { input: EndInput };
  completeJobPosition: { input: CompleteInput };
  discardJobPositionDraft: { input: RecordInput };
  saveCompetency: { input: CompetencyInput };
  acceptTemplate: { input: AcceptTemplateInput };
  draftNormPackage: { input: NormTextInput };
  copyNormPackage: { input: CopyNormPackageInput };
  editNormPackage: { input: EditNormPackageInput };
  discardNormPackage: { input: NormPackageInput };
  publishNormPackage: { input: PublishNormPackageInput };
  editNormParts: { input: EditNormPartsInput };
  startLabRun: { input: StartLabRunInput };
  cancelLabRun: { input: LabRunInput };
  draftFromProposal: { input: DraftFromProposalInput };
  proposeNormPilot: { input: ProposeNormPilotInput };
  confirmNormPilot: { input: NormPilotInput };
  withdrawNormPilot: { input: NormPilotInput };
  endNormPilot: { input: EndNormPilotInput };
  correctBack: { input: CorrectBackInput };
  confirmNormCorrection: { input: NormCorrectionInput };
  withdrawNormCorrection: { input: NormCorrectionInput };
  logWork: { input: LogWorkInput };
  editEntry: { input: EditEntryInput };
  submitEntry: { input: EntryIdInput };
  withdrawEntry: { input: EntryIdInput };
  discardEntry: { input: EntryIdInput };
  saveEntryTemplate: { input: EntryTemplateInput };
  removeEntryTemplate: { input: EntryTemplateIdInput };
  askReopening: { input: AskReopeningInput };
  answerReopening: { input: AnswerReopeningInput };
  suggestItem: { input: SuggestItemInput };
  draftFromSuggestion: { input: DraftFromSuggestionInput };
  declineSuggestion: { input: DeclineSuggestionInput };
  dismissPrefilled: { input: DismissPrefilledInput };
  lookAtIdentityProvider: { input: LookAtProviderInput };
  linkIdentity: { input: LinkIdentityInput };
  unlinkIdentity: { input: UnlinkIdentityInput };
  settleIdentityProvider: { input: SettleIdentityProviderInput };
  removeIdentityProvider: Record<string, never>;
  setBreakGlass: { input: SetBreakGlassInput };
  openIntakeSource: { input: IntakeSourceInput };
  changeIntakeSource: { input: ChangeIntakeSourceInput };
  changeIntakeKey: { input: ChangeIntakeKeyInput };
  closeIntakeSource: { input: CloseIntakeSourceInput };
  mapIntakeKind: { input: MapIntakeKindInput };
  unmapIntakeKind: { input: UnmapIntakeKindInput };
  nameIntakeAlias: { input: NameIntakeAliasInput };
  replayIntake: { input: ReplayIntakeInput };
  connectIntake: { input: ConnectIntakeInput };
  disconnectIntake: { input: DisconnectIntakeInput };
  assignTask: { input: AssignTaskInput };
  closeTask: { input: CloseTaskInput };
  verifyEntries: { input: VerifyEntriesInput };
  returnEntry: { input: ReturnEntryInput };
  correctEntry: { input: CorrectEntryInput };
  waiveFaults: { input: WaiveFaultsInput };
  openGroup: { input: OpenGroupInput };
  openSample: { input: OpenSampleInput };
  verifyGroup: { input: VerifyGroupInput };
  undoVerification: { input: UndoVerificationInput };
  refreezeMonth: { input: RefreezeMonthInput };
  recordMonth: { input: RecordMonthInput };
  selfScore: { input: SelfScoreInput };
  opine: { input: OpineInput };
  markNotRanked: { input: MarkNotRankedInput };
  rankAgain: { input: RankAgainInput };
  recordDiscipline: { input: RecordDisciplineInput };
  revokeDiscipline: { input: RevokeRecordInput };
  recordCause: { input: RecordCauseInput };
  revokeCause: { input: RevokeRecordInput };
  decideSheet: { input: DecideSheetInput };
  decideSheets: { input: DecideSheetsInput };
  replaceDecision: { input: ReplaceDecisionInput };
  grantQuota: { input: GrantQuotaInput };
  revokeQuotaGrant: { input: RevokeQuotaGrantInput };
  acknowledgeDecision: { input: AcknowledgeDecisionInput };
  filePetition: { input: FilePetitionInput };
  withdrawPetition: { input: WithdrawPetitionInput };
  answerPetition: { input: AnswerPetitionInput };
  startPaperRun: { input: StartPaperRunInput };
  cancelPaperRun: { input: PaperRunInput };
  gatherStatistics: { input: GatherStatisticsInput };
  approveStatistics: { input: ApproveStatisticsInput };
  requeueDeadLetter: { input: RequeueDeadLetterInput };
  createTenant: { input: CreateTenantInput };
  inviteAccount: { input: InviteInput };
  planWave: { input: PlanWaveInput };
  changeWave: { input: ChangeWaveInput };
  dropWave: { input: DropWaveInput };
  openTraining: { input: OpenTrainingInput };
  moveTrainingEnd: { input: MoveTrainingEndInput };
  closeTraining: Record<string, never>;
  registerWebhook: { input: RegisterWebhookInput };
  changeWebhook: { input: ChangeWebhookInput };
  pauseWebhook: { input: WebhookEndpointInput };
  resumeWebhook: { input: WebhookEndpointInput };
  rotateWebhookSecret: { input: WebhookEndpointInput };
  testWebhook: { input: WebhookEndpointInput };
  replayWebhooks: { input: ReplayWebhooksInput };
  removeWebhook: { input: WebhookEndpointInput };
  settleCadreConnection: { input: SettleCadreConnectionInput };
  retryCadreEvent: { input: RetryCadreEventInput };
}
