"""Every page there is, by a name for its picture; a test compares this list with the routes."""

from tests.approval_ui.templating import WRITTEN
from tests.approval_ui.touring import OVER, UNDER_WAY, path_of
from tests.candidate_ui.fakes import EXPIRED, TOKEN

CONSOLE = {
    "today": "/",
    "queue": "/queue",
    "case": "/queue/review-1",
    "case-borderline": "/queue/review-2",
    "case-without-result": "/queue/review-6",
    "editor": "/queue/review-1/letter",
    "applications": "/applications",
    "applications-none": "/applications?q=nobody",
    "application": "/applications/application-told",
    "why": "/applications/application-told/why",
    "application-held": "/applications/application-held-ambiguous_dispatch",
    "letters": "/letters",
    "letter": "/letters/letter-told",
    "letter-waiting": "/letters/letter-pending",
    "outbox": "/outbox",
    "mailbox": "/mailbox",
    "message": "/mailbox/message-2",
    "doubts": "/doubts",
    "sending": "/sending",
    "policies": "/policies",
    "policy": "/policies/default",
    "policy-version": "/policies/default/versions/2",
    "policy-draft": "/policies/default/draft",
    "policy-new": "/new-policy",
    "templates": "/templates",
    "template": "/templates/en.not_selected.warm.screening.any",
    "template-written": f"/templates/{WRITTEN.name}",
    "template-version": f"/templates/{WRITTEN.name}/versions/1",
    "brand": "/admin/brand",
    "reports": "/reports",
    "report-reasons": "/reports/rejection-reasons",
    "report-telling": "/reports/telling?by=stage",
    "report-delivery": "/reports/delivery",
    "report-letters": "/reports/letters",
    "report-reviews": "/reports/reviews",
    "me": "/me",
    "my-work": "/me/work",
    "demo": "/demo",
    "tour": path_of(UNDER_WAY),
    "tour-over": path_of(OVER),
    "not-found": "/nothing",
}
CANDIDATE = {
    "letter": f"/l/{TOKEN}",
    "status": f"/s/{TOKEN}",
    "withdraw": f"/s/{TOKEN}/withdraw",
    "decline": f"/s/{TOKEN}/decline-ai-interview",
    "review": f"/l/{TOKEN}/review",
    "unsubscribe": f"/u/{TOKEN}",
    "expired": f"/l/{EXPIRED}",
}
# Parts of pages, frames and files: they are looked at within the pages that show them.
NO_PAGES = (
    r"/console-assets/.*",
    r"/candidate-assets/.*",
    r".*/html",
    r"/applications/[^/]+/letters/.*",
    r"/queue/[^/]+/preview",
    r"/templates/[^/]+/preview",
    r"/admin/brand/(preview|logo/.*)",
)
