"""Whether WeChat takes our account, our address and our template; asked live, and nothing is sent."""

from kindregards.channels.timeouts import Timeouts
from kindregards.channels.wechat_http import NoAnswerError, RefusedByHttpError, WechatAnswer, WechatHttp
from kindregards.doctor.finding import Finding, fine, wrong
from kindregards.settings import Settings, WechatMessage

SUBJECT = "wechat"
_PATIENCE = Timeouts(read_seconds=8, total_seconds=10)
_ADVICE = {
    40013: "KINDREGARDS_WECHAT_APP_ID is not a service account's AppID",
    40125: "KINDREGARDS_WECHAT_APP_SECRET is not this account's AppSecret",
    40164: "this machine's address is not on the account's list of allowed addresses",
    40243: "the AppSecret is frozen; unfreeze it on the platform",
    48001: "the account has no right to this interface: it must be a certified service account",
}
_TEMPLATES = {
    WechatMessage.TEMPLATE: ("/cgi-bin/template/get_all_private_template", "template_list", "template_id"),
    WechatMessage.SUBSCRIPTION: ("/wxaapi/newtmpl/gettemplate", "data", "priTmplId"),
}


async def check_wechat(settings: Settings) -> list[Finding]:
    """Ask for a token without renewing it, and whether the template is the account's."""
    http = WechatHttp(settings.wechat_base_url, _PATIENCE)
    secret = settings.wechat_app_secret.get_secret_value() if settings.wechat_app_secret else ""
    asked: dict[str, object] = {
        "grant_type": "client_credential",
        "appid": settings.wechat_app_id,
        "secret": secret,
        "force_refresh": False,
    }
    try:
        answer = await http.post("/cgi-bin/stable_token", asked)
        token = answer.fields.get("access_token")
        if not isinstance(token, str):
            return [_refused("gives no access token", answer)]
        found = fine(SUBJECT, "WeChat knows the account and gives it an access token.")
        return [found, await _template(http, settings, token)]
    except NoAnswerError as error:
        return [wrong(SUBJECT, f"WeChat does not answer at {settings.wechat_base_url} ({error.code}).")]
    except RefusedByHttpError as error:
        return [wrong(SUBJECT, f"{settings.wechat_base_url} answers HTTP {error.status}: is that WeChat's address?")]


async def _template(http: WechatHttp, settings: Settings, token: str) -> Finding:
    path, listed, name = _TEMPLATES[settings.wechat_message]
    answer = await http.get(path, token=token)
    templates = answer.fields.get(listed)
    if answer.errcode != 0 or not isinstance(templates, list):
        return _refused("does not show the account's templates", answer)
    ids = {template.get(name) for template in templates if isinstance(template, dict)}
    if settings.wechat_template_id in ids:
        return fine(SUBJECT, "The message template is one of the account's.")
    return wrong(
        SUBJECT, "KINDREGARDS_WECHAT_TEMPLATE_ID is none of the account's templates: no letter can be announced."
    )


def _refused(what: str, answer: WechatAnswer) -> Finding:
    advice = _ADVICE.get(answer.errcode, "look the code up in WeChat's list of errcodes")
    return wrong(SUBJECT, f"WeChat {what} (errcode {answer.errcode}): {advice}.")
