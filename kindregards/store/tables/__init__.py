"""Every table, imported here so that one metadata knows them all."""

from kindregards.store.tables.accounts import (
    ApiKeyTable,
    GroupTable,
    IdempotencyTable,
    SessionTable,
    SignInAttemptTable,
    UserTable,
)
from kindregards.store.tables.appeals import AppealTable, CallTable
from kindregards.store.tables.applications import (
    ApplicationTable,
    CandidateRequestTable,
    InterviewResultTable,
    TimelineTable,
    WorkflowCommandTable,
)
from kindregards.store.tables.candidates import CandidateTable
from kindregards.store.tables.companies import BrandChangeTable, BrandLogoTable, CompanyTable, SubjectKeyTable
from kindregards.store.tables.consents import ErasureTable, FeedbackTable, PoolEntryTable, RetentionRunTable
from kindregards.store.tables.decisions import (
    DecisionTable,
    ReviewNoticeTable,
    ReviewOpeningTable,
    ReviewQuestionTable,
    ReviewTable,
)
from kindregards.store.tables.jobs import ImpactAssessmentTable, JobTable, PolicyReportTable, PolicyVersionTable
from kindregards.store.tables.letters import (
    AttemptTable,
    DeliveryTable,
    LetterTable,
    LinkTokenTable,
    MailboxTable,
    PageViewTable,
    ProviderEventTable,
    SuppressionTable,
)
from kindregards.store.tables.outbox import OutgoingEventTable, WebhookEndpointTable
from kindregards.store.tables.pilots import PolicyAssignmentTable, PolicyPilotTable, ShadowDecisionTable
from kindregards.store.tables.reasons import ReasonTable
from kindregards.store.tables.replies import ReplyTable
from kindregards.store.tables.sending import PolishBudgetTable, ResolutionTable, SenderTable
from kindregards.store.tables.templates import LetterTemplateTable
from kindregards.store.tables.wechat import WechatSubscriptionTable, WechatTokenTable

__all__ = [
    "ApiKeyTable",
    "AppealTable",
    "ApplicationTable",
    "AttemptTable",
    "BrandChangeTable",
    "BrandLogoTable",
    "CallTable",
    "CandidateRequestTable",
    "CandidateTable",
    "CompanyTable",
    "DecisionTable",
    "DeliveryTable",
    "ErasureTable",
    "FeedbackTable",
    "GroupTable",
    "IdempotencyTable",
    "ImpactAssessmentTable",
    "InterviewResultTable",
    "JobTable",
    "LetterTable",
    "LetterTemplateTable",
    "LinkTokenTable",
    "MailboxTable",
    "OutgoingEventTable",
    "PageViewTable",
    "PolicyAssignmentTable",
    "PolicyPilotTable",
    "PolicyReportTable",
    "PolicyVersionTable",
    "PolishBudgetTable",
    "PoolEntryTable",
    "ProviderEventTable",
    "ReasonTable",
    "ReplyTable",
    "ResolutionTable",
    "RetentionRunTable",
    "ReviewNoticeTable",
    "ReviewOpeningTable",
    "ReviewQuestionTable",
    "ReviewTable",
    "SenderTable",
    "SessionTable",
    "ShadowDecisionTable",
    "SignInAttemptTable",
    "SubjectKeyTable",
    "SuppressionTable",
    "TimelineTable",
    "UserTable",
    "WebhookEndpointTable",
    "WechatSubscriptionTable",
    "WechatTokenTable",
    "WorkflowCommandTable",
]
