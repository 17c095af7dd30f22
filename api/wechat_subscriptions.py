"""What a company's page in WeChat asks its candidates for."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from fastapi import APIRouter

from api.declared import reading
from api.dependencies import ApplicationInPath, Services
from api.schemas.wechat import WechatSubscriptionsResource
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.wechat_subscriptions import SubscriptionsUnusedError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/applications", tags=["applications"])


@router.get(
    "/{application_id}/wechat-subscriptions",
    responses=reading(ApplicationNotFoundError, SubscriptionsUnusedError, RequestInvalidError),
)
async def read(services: Services, application: ApplicationInPath) -> WechatSubscriptionsResource:
    """Say how many one-time subscriptions to ask the candidate for: two while a reminder may follow."""
    return WechatSubscriptionsResource.of(await services.wechat_subscriptions.subscriptions(application))
