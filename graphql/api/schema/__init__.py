"""The schema: one module for each room of the domain, put together here."""

from collections.abc import Iterator

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext
from typing_extensions import override

from api.context import Context
from api.schema.accounts import AccountMutation, AccountQuery
from api.schema.archives import ArchiveMutation, ArchiveQuery
from api.schema.audit import AuditQuery
from api.schema.cadre_database import CadreDatabaseMutation, CadreDatabaseQuery
from api.schema.calibration import CalibrationQuery
from api.schema.catalogue import CatalogueMutation
from api.schema.catalogue_lists import CatalogueListQuery
from api.schema.crosswalks import CrosswalkMutation, CrosswalkQuery
from api.schema.decision_rows import DecisionRowQuery
from api.schema.decisions import DecisionMutation, DecisionQuery
from api.schema.delegations import DelegationMutation, DelegationQuery
from api.schema.dossier import DossierMutation, DossierQuery
from api.schema.entries import EntryQuery
from api.schema.entry_templates import EntryTemplateMutation, EntryTemplateQuery
from api.schema.health import HealthMutation, HealthQuery
from api.schema.imported import ImportedQuery
from api.schema.inbox import InboxMutation, InboxQuery
from api.schema.inbox_facts import InboxFactQuery
from api.schema.intake import IntakeMutation, IntakeQuery
from api.schema.intake_connections import IntakeConnectionMutation
from api.schema.items import ItemQuery
from api.schema.lab import LabMutation, LabQuery
from api.schema.lab_pilots import LabPilotQuery
from api.schema.learning import LearningMutation, LearningQuery
from api.schema.logs import LogMutation
from api.schema.norm_changes import NormChangeQuery
from api.schema.norm_desk import NormDeskMutation, NormDeskQuery
from api.schema.norm_rules import NormRuleMutation, NormRuleQuery
from api.schema.norms import NormMutation, NormQuery
from api.schema.onboarding import OnboardingMutation, OnboardingQuery
from api.schema.own_facts import OwnFactQuery
from api.schema.papers import PaperMutation, PaperQuery
from api.schema.people import PeopleMutation, PeopleQuery
from api.schema.periods import PeriodMutation, PeriodQuery
from api.schema.petitions import PetitionMutation, PetitionQuery
from api.schema.positions import PositionQuery
from api.schema.prefilled import PrefilledMutation, PrefilledQuery
from api.schema.records import RecordMutation, RecordQuery
from api.schema.registry import RegistryMutation, RegistryQuery
from api.schema.reopenings import ReopeningMutation, ReopeningQuery
from api.schema.rollups import RollupQuery
from api.schema.scalars import SCALARS
from api.schema.scores import ScoreMutation, ScoreQuery
from api.schema.sheets import SheetMutation, SheetQuery
from api.schema.sso import SsoMutation, SsoQuery
from api.schema.staffing import StaffingQuery
from api.schema.statistics import StatisticsQuery
from api.schema.statistics_parts import StatisticsPartMutation, StatisticsPartQuery
from api.schema.suggestions import SuggestionMutation, SuggestionQuery
from api.schema.tasks import TaskMutation, TaskQuery
from api.schema.templates import TemplateMutation, TemplateQuery
from api.schema.unit_plans import UnitPlanQuery
from api.schema.unit_today import UnitTodayQuery
from api.schema.units import UnitMutation, UnitQuery
from api.schema.verification import VerificationMutation
from api.schema.webhooks import WebhookMutation, WebhookQuery
from api.schema.what_if import WhatIfQuery


class Prepared(SchemaExtension):
    """Hands the execution the document that was parsed and validated before."""

    @override
    def on_parse(self) -> Iterator[None]:
        """Take the parsed document from the request's context."""
        context = self.execution_context.context
        if isinstance(context, Context):
            self.execution_context.graphql_document = context.document
        yield

    @override
    def on_validate(self) -> Iterator[None]:
        """Say that validation is done: it found nothing, or the document would not be here."""
        if isinstance(self.execution_context.context, Context):
            self.execution_context.pre_execution_errors = []
        yield


class Schema(strawberry.Schema):
    """Strawberry's schema, leaving errors to the one translator."""

    @property
    def core(self) -> GraphQLSchema:
        """The schema as graphql-core knows it."""
        return self._schema

    @override
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here: the translator logs faults, and refusals are no faults."""


@strawberry.type(description="What can be asked.")
class Query(
    RegistryQuery,
    AccountQuery,
    UnitQuery,
    UnitPlanQuery,
    PeopleQuery,
    DelegationQuery,
    PositionQuery,
    ItemQuery,
    CatalogueListQuery,
    TemplateQuery,
    NormQuery,
    NormDeskQuery,
    LabQuery,
    LabPilotQuery,
    LearningQuery,
    NormRuleQuery,
    NormChangeQuery,
    OwnFactQuery,
    EntryQuery,
    InboxQuery,
    InboxFactQuery,
    EntryTemplateQuery,
    ReopeningQuery,
    SuggestionQuery,
    PrefilledQuery,
    TaskQuery,
    UnitTodayQuery,
    ScoreQuery,
    WhatIfQuery,
    RollupQuery,
    SheetQuery,
    RecordQuery,
    DecisionQuery,
    DecisionRowQuery,
    PetitionQuery,
    PaperQuery,
    PeriodQuery,
    CalibrationQuery,
    DossierQuery,
    ImportedQuery,
    CrosswalkQuery,
    StatisticsQuery,
    StatisticsPartQuery,
    SsoQuery,
    IntakeQuery,
    StaffingQuery,
    AuditQuery,
    ArchiveQuery,
    HealthQuery,
    OnboardingQuery,
    WebhookQuery,
    CadreDatabaseQuery,
):
    """The root of queries."""


@strawberry.type(description="What can be done; each field is one transaction.")
class Mutation(
    AccountMutation,
    ArchiveMutation,
    DossierMutation,
    CrosswalkMutation,
    PeriodMutation,
    RegistryMutation,
    UnitMutation,
    PeopleMutation,
    DelegationMutation,
    CatalogueMutation,
    TemplateMutation,
    NormMutation,
    NormDeskMutation,
    LabMutation,
    LearningMutation,
    NormRuleMutation,
    LogMutation,
    EntryTemplateMutation,
    ReopeningMutation,
    SuggestionMutation,
    PrefilledMutation,
    SsoMutation,
    IntakeMutation,
    IntakeConnectionMutation,
    TaskMutation,
    VerificationMutation,
    InboxMutation,
    ScoreMutation,
    SheetMutation,
    RecordMutation,
    DecisionMutation,
    PetitionMutation,
    PaperMutation,
    StatisticsPartMutation,
    HealthMutation,
    OnboardingMutation,
    WebhookMutation,
    CadreDatabaseMutation,
):
    """The root of mutations."""


def build_schema() -> Schema:
    """The whole schema."""
    return Schema(Query, Mutation, extensions=[Prepared], config=StrawberryConfig(scalar_map=SCALARS))
