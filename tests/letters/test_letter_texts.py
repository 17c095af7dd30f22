"""A few letters in full, so that a change of wording is seen and read."""

# ruff: noqa: E501 -- letters are shown as they are sent

from inline_snapshot import snapshot

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import LetterKind
from tests.letters.requests import LINKS, a_request_in, composed
from tests.letters.test_rendering import RENDERER


def words(language: Language, tone: Tone, kind: LetterKind = LetterKind.NOT_SELECTED, **changes: object) -> str:
    letter = composed(a_request_in(language, kind=kind, tone=tone, reason="experience_gap", **changes))
    return f"{letter.subject}\n\n{letter.body}\n"


def test_chinese_screening_warm() -> None:
    assert words(Language.CHINESE, Tone.WARM) == snapshot("""\
您应聘「用户运营经理」的结果

王梅，您好：

先把结果告诉您：这次应聘晨光科技的「用户运营经理」，您没有进入下一轮。我们知道，这不是您期待的消息。

谢谢您留出时间来面试，把做过的事、想过的问题讲给我们听。

有一处长处，走到哪里都是您自己的：「用户运营案例分析中的用户分层思路」——按活跃度和消费把用户分成五层，并给出每层的触达节奏。

您也许想知道原因。这个岗位要求「3 年以上项目管理经验」；从您的申请和面试来看，您目前大约积累了1年。

哪里没说清楚，或者您觉得不对，都请回信来问。每封回信都有人看，需要的话，会换一位同事重新看一遍您的申请。

这次的结果不会带到下一次。等晨光科技有了更适合您的工作，请再来试试。

怕您没收到，我们会补发提醒；点一下下面的链接，提醒就取消了。

祝您早日遇到合适的工作。
李雷
晨光科技
""")


def test_chinese_second_round_formal() -> None:
    assert words(Language.CHINESE, Tone.FORMAL, stage=Stage.SECOND_ROUND) == snapshot("""\
关于您应聘「用户运营经理」的复试结果

尊敬的王梅，您好：

您应聘晨光科技「用户运营经理」岗位的复试已有结果：您这次没有进入后续环节。

感谢您两次抽出时间与我们交流，并为复试投入精力。

面试记录中写明了您的一项长处：「用户运营案例分析中的用户分层思路」——按活跃度和消费把用户分成五层，并给出每层的触达节奏。

这个岗位要求「3 年以上项目管理经验」；从您的申请和面试来看，您目前大约积累了1年。

您有权了解这个决定的由来，也有权要求由人工复核。回复这封信即可，招聘同事会向您说明。

我们希望今后仍有机会与您合作。晨光科技发布新的岗位时，欢迎您再次应聘，并在申请中注明参加过这次复试。

下方链接用于确认收信；您确认之后，提醒随之取消。

顺颂时祺。
李雷
晨光科技
""")


def test_chinese_offer_lively() -> None:
    assert words(Language.CHINESE, Tone.LIVELY, stage=Stage.OFFER) == snapshot("""\
「用户运营经理」的最终结果

王梅，您好！

走到最后一步，我们不绕弯子：晨光科技的「用户运营经理」，这次不能向您发出录用通知。我们知道这很让人失望，所以想第一时间说清楚。

谢谢您一轮一轮地跟我们聊下来，花了这么多时间和心思！

这个请一直保持下去：「用户运营案例分析中的用户分层思路」——按活跃度和消费把用户分成五层，并给出每层的触达节奏。

为什么？这个岗位要求「3 年以上项目管理经验」；从您的申请和面试来看，您目前大约积累了1年。

哪里觉得不对，尽管问！回复您的是真人，想复核也可以。

这次没能共事，我们希望还有下次。看到晨光科技有感兴趣的岗位，随时再来！

下面轻轻一点，我们就不再来打扰。

后会有期，祝您下一站顺利！
李雷
晨光科技
""")


def test_english_screening_formal() -> None:
    assert words(Language.ENGLISH, Tone.FORMAL) == snapshot("""\
Your application for Product Operations Manager

Dear Mei Wang,

We have completed the screening for the position of Product Operations Manager at Northwind. Your application will not proceed to the next round.

Thank you for taking part in the interview and for the account you gave of your experience.

In the interview record, this stands out as a strength: “User segmentation” (from the notes: “Split users into five tiers by activity and spend”). A further strength noted there is “SQL” (from the notes: “Wrote a query that found the day on which retention fell”).

This role asks for “3+ years of project management”; from your application and interview we understand that you have about one year so far.

A reply to this message reaches our recruiters directly. They will explain the decision where it is unclear, and review it if you ask them to.

Other vacancies at Northwind remain open to you without any waiting period.

So that no reminder is sent to you, kindly acknowledge receipt by the link below.

Yours sincerely,
Anna Berg
Northwind
""")


def test_english_second_round_lively() -> None:
    assert words(Language.ENGLISH, Tone.LIVELY, stage=Stage.SECOND_ROUND) == snapshot("""\
Your second-round result for Product Operations Manager

Hi Mei Wang,

Straight to it: after the second round for Product Operations Manager at Northwind, you are not going further with us this time. Getting this far makes it harder to hear, and we would rather say it plainly.

Thanks for coming back for another round, and for all the time and thought you put in!

Keep doing this, please: “User segmentation” (from the notes: “Split users into five tiers by activity and spend”). While you are at it, keep this as well: “SQL” (from the notes: “Wrote a query that found the day on which retention fell”).

Why? This role asks for “3+ years of project management”; from your application and interview we understand that you have about one year so far.

Ask away if something does not add up. A real person answers, and looks at the decision again if you want.

We hope this is not the last time we meet. If you spot a role at Northwind that you like, come back and mention this second round!

Tap below and we will leave your inbox in peace.

Until next time,
Anna Berg
Northwind
""")


def test_english_offer_warm() -> None:
    assert words(Language.ENGLISH, Tone.WARM, stage=Stage.OFFER) == snapshot("""\
Our decision on Product Operations Manager

Dear Mei Wang,

We have decided about the role of Product Operations Manager at Northwind, and we want to tell you plainly: we will not be making you an offer. You came all the way to the last step, so we know this is a disappointment.

Thank you for making time for us again and again, and for seeing the whole process through with us.

Please take this with you, because it is yours: “User segmentation” (from the notes: “Split users into five tiers by activity and spend”). A second one: “SQL” (from the notes: “Wrote a query that found the day on which retention fell”).

You will want to know why. This role asks for “3+ years of project management”; from your application and interview we understand that you have about one year so far.

Something unclear, or not right? Write back. A recruiter reads every reply and can go through the decision again with fresh eyes.

We hope there will be another chance to work together. When you see a role at Northwind that suits you, please come back to us.

We send a reminder when a letter seems lost. A click on the link below tells us that this one was not.

With thanks and kind regards,
Anna Berg
Northwind
""")


def test_english_offer_declined_by_the_candidate() -> None:
    assert words(Language.ENGLISH, Tone.WARM, LetterKind.CANDIDATE_DECLINED) == snapshot("""\
Your answer to our offer: Product Operations Manager

Dear Mei Wang,

We have your answer: you have decided to decline our offer for Product Operations Manager at Northwind. We respect that, and there is nothing more for you to do.

Thank you for your time and your trust. It was good to get to know you.

If you like, reply and tell us why: an unclear job description, the salary, the location, or that we took too long. One sentence helps us to do better.

If you see another role at Northwind, you are welcome any time.

You can also read this letter online.

With kind regards,
Anna Berg
Northwind
""")


def test_chinese_correction() -> None:
    assert words(Language.CHINESE, Tone.WARM, LetterKind.CORRECTION) == snapshot("""\
更正：您应聘「用户运营经理」的结果

王梅，您好：

我们之前发给您的、关于应聘晨光科技「用户运营经理」结果的信有误，请以这封为准：那封信不再有效，您的应聘已经恢复。

这是我们的差错，给您添了困扰，实在对不起。

您不需要重新申请。有了新的进展，我们会写信告诉您；有疑问的话，直接回复这封信就可以。

读完之后，请点一下确认，让我们知道您已经看到。

谢谢您的理解。
李雷
晨光科技
""")


def test_english_appeal_after_which_the_decision_stands() -> None:
    assert words(Language.ENGLISH, Tone.WARM, LetterKind.APPEAL_UPHELD) == snapshot("""\
Our second look: Product Operations Manager

Dear Mei Wang,

Our answer first: the decision on your application for Product Operations Manager at Northwind stands, and we know you had hoped for another. Somebody who had no part in it has gone through your application from the beginning, as you asked, and came to the same conclusion.

Thank you for asking, and for waiting. A decision has to bear a second look.

What is good stays good, whatever we decide: “User segmentation” (from the notes: “Split users into five tiers by activity and spend”). And this too: “SQL” (from the notes: “Wrote a query that found the day on which retention fell”).

You will want to know why. This role asks for “3+ years of project management”; from your application and interview we understand that you have about one year so far.

If something in this answer is unclear, just reply to this message, and one of our recruiters will explain it.

The answer is about this one role. When you see another that suits you, you are welcome to apply.

Once you have read this, please confirm it with one click.

With kind regards,
Anna Berg
Northwind
""")


def test_chinese_appeal_after_which_the_decision_stands() -> None:
    assert words(Language.CHINESE, Tone.FORMAL, LetterKind.APPEAL_UPHELD) == snapshot("""\
关于「用户运营经理」复核请求的答复

尊敬的王梅，您好：

对于您应聘晨光科技「用户运营经理」岗位，我们的决定维持不变。按照您的请求，一位没有参与原决定的同事从头审阅了您的申请，得出了相同的结论。

感谢您提出请求，也感谢您耐心等待这份答复。

面试记录中对您的肯定依然成立：「用户运营案例分析中的用户分层思路」——按活跃度和消费把用户分成五层，并给出每层的触达节奏。

这个岗位要求「3 年以上项目管理经验」；从您的申请和面试来看，您目前大约积累了1年。

如果这份答复有不清楚的地方，请直接回复这封信，招聘同事会向您说明。

本次结果只涉及这一个岗位，今后仍欢迎您应聘晨光科技的其他岗位。

读过之后，请您点击确认。

顺颂时祺。
李雷
晨光科技
""")


def test_chinese_appeal_that_reopens_the_application() -> None:
    assert words(Language.CHINESE, Tone.LIVELY, LetterKind.APPEAL_REINSTATED) == snapshot("""\
「用户运营经理」的申请恢复啦

王梅，您好！

幸好您提出来了：您应聘晨光科技「用户运营经理」的申请已经恢复。换一位同事看过之后，之前的决定不再有效。

谢谢您愿意说出来。第一次的答复给您添了麻烦，真的对不起！

您不用重新申请。下一步一定下来，我们就写信告诉您；有疑问的话，直接回复这封信就行。

读完点一下确认，让我们知道您看到了。

谢谢您的体谅！
李雷
晨光科技
""")


def test_english_invitation() -> None:
    assert words(Language.ENGLISH, Tone.WARM, LetterKind.INVITATION) == snapshot("""\
An open role at Northwind

Dear Mei Wang,

A role has opened at Northwind that may suit you: Community Lead. Would you like to apply?

When you applied for Product Operations Manager, you agreed that we might tell you about other roles. Thank you for keeping the door open.

We thought of you because of what we noted in your interview: “User segmentation” (from the notes: “Split users into five tiers by activity and spend”).

If you are interested, or want to know more first, just reply to this message; what we already have, you do not need to send again. Every application is decided on its own. And if it is not for you, there is nothing to do.

You can also read this letter online.

With kind regards,
Anna Berg
Northwind
""")


def test_chinese_invitation() -> None:
    assert words(Language.CHINESE, Tone.WARM, LetterKind.INVITATION) == snapshot("""\
晨光科技有一个新的岗位

王梅，您好：

晨光科技新开放了一个岗位，也许适合您：「社区运营主管」。您愿意来应聘吗？

您应聘「用户运营经理」时，同意过我们把别的岗位告诉您。谢谢您愿意跟我们保持联系。

我们会想到您，是因为面试里记下的这一处：「用户运营案例分析中的用户分层思路」——按活跃度和消费把用户分成五层，并给出每层的触达节奏。

感兴趣，或者想先多了解一些，直接回复这封信就可以；我们手上已有的材料，您不用再发一遍。每份申请都单独作决定。如果不合适，您什么都不用做。

这封信也可以在线阅读。

祝您一切顺利。
李雷
晨光科技
""")


def test_short_messages() -> None:
    letters = [composed(a_request_in(language, kind=kind)) for language in Language for kind in LetterKind]

    assert [RENDERER.render(letter, LINKS).sms.replace("t" * 43, "TOKEN") for letter in letters] == snapshot(
        [
            "【晨光科技】您好，您的应聘结果已出，请点开查看：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，您的应聘结果已出，请点开查看：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，您的应聘有了新的消息，请点开查看：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，我们已经收到您对录用通知的答复，谢谢您。确认信在这里：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，我们已经收到您撤回应聘的申请，确认信在这里：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，您的应聘结果还在等您查看：https://careers.example.com/l/TOKEN 如已看过，请忽略这条短信。",
            "【晨光科技】您好，我们之前发给您的应聘结果有误，更正的信在这里：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，我们已经收到您的复核请求，说明在这里：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，您的复核请求已有答复，请点开查看：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，您的复核请求已有答复，请点开查看：https://careers.example.com/l/TOKEN",
            "【晨光科技】您好，有一个新的岗位也许适合您，请点开查看：https://careers.example.com/l/TOKEN 如不想再收到，请回复TD。",
            "【晨光科技】您好，我们已经收到您的应聘，谢谢您。进度可以在这里查看：https://careers.example.com/s/TOKEN",
            "Northwind: the result of your application is ready. Please read it here: https://careers.example.com/l/TOKEN",
            "Northwind: the result of your application is ready. Please read it here: https://careers.example.com/l/TOKEN",
            "Northwind: there is news about your application. Please read it here: https://careers.example.com/l/TOKEN",
            "Northwind: we have received your answer to our offer. Thank you. Our confirmation: https://careers.example.com/l/TOKEN",
            "Northwind: we have withdrawn your application as you asked. Our confirmation: https://careers.example.com/l/TOKEN",
            "Northwind: the result of your application is still waiting for you: https://careers.example.com/l/TOKEN If you have read it, no need to do anything.",
            "Northwind: our earlier message about your application was wrong. Please read the correction: https://careers.example.com/l/TOKEN",
            "Northwind: we have received your request for a second look. Details: https://careers.example.com/l/TOKEN",
            "Northwind: our answer to your request for a second look is ready. Please read it here: https://careers.example.com/l/TOKEN",
            "Northwind: our answer to your request for a second look is ready. Please read it here: https://careers.example.com/l/TOKEN",
            "Northwind: as you agreed, here is an open role that may suit you: https://careers.example.com/l/TOKEN To end this, reply STOP.",
            "Northwind: we have received your application. Thank you. See where it stands: https://careers.example.com/s/TOKEN",
        ]
    )
