"""Letters and sentences that a careful reviewer might write and that must pass."""

# ruff: noqa: E501 -- letters are shown as they were written

ENGLISH_LETTERS = (
    """Dear Mei,

Thank you for coming to talk with us about the Product Operations Manager role. I am sorry to say that we will not be moving forward with your application.

The role needs somebody who has already led cross-team projects for several years, and most of your work so far has been within one team. That is the whole reason.

I still remember how you broke the retention problem into three questions before touching any numbers. Please keep doing that; it is rare.

If you would like to know more, just reply and I will answer your questions. And if a role closer to analytics appears on our site, I hope you will apply again.

All the best,
Anna Berg""",
    """Dear Mei Wang,

I am writing about your application for Product Operations Manager at Northwind. We have decided not to continue with it.

You told us about the onboarding funnel you rebuilt at your last company, and the numbers you brought were easy to follow. What this particular job needs on top of that is experience with suppliers, which we could not find in your work so far.

Nothing stops you from applying for another role with us whenever you like. If something in this decision looks wrong to you, reply to this message and a colleague who was not part of it will look again.

Kind regards,
Anna Berg
Northwind""",
    """Hi Mei,

This is not the message you hoped for: your application for Product Operations Manager ends here, and we won't be inviting you to the next round.

Thanks for the hour you spent with us. Your example about cutting refund time from nine days to four was a good story, told with all its detours.

The job is, to a large part, running vendor contracts. You said yourself that you have not done that yet. It can be learned, just not in the few weeks this team has.

Have a look at our careers page in spring, when the operations teams open new roles. You would be welcome.

Take care,
Anna""",
    """Dear Ms Wang,

After your second interview for the position of Product Operations Manager we have to tell you that we cannot offer you the position.

You gave us two afternoons, and you came prepared with questions about our warehouse that nobody had asked us before. We are grateful for both.

The position requires fluent written German for contracts with public customers. We asked about this because it is used every day, and we understood that you are still learning.

Should you wish to discuss this, please answer this letter. We would also be glad to read another application from you in the future.

Yours sincerely,
Anna Berg
Head of Recruitment""",
    """Dear Mei Wang,

Unfortunately I have to disappoint you: you have not been selected for the Product Operations Manager position.

We had one place, and the team needed someone who can take over the supplier side from the first week. Your strengths, as we saw them, lie on the customer side: the five user tiers you sketched on the whiteboard are now hanging in our office.

This says nothing about your next application, here or elsewhere. If you would like feedback in more detail, write back and I will make time for it.

With best wishes,
Anna Berg, Northwind""",
    """Dear Mei Wang,

We have made a decision on the Product Operations Manager role and it is a no this time.

You showed us how you would measure a launch, step by step, and where you would stop it. We noted that down because most of our own launches lack such a point. What was missing for this role is hands-on work with budgets above a million a year, which is what the person will do from Monday to Friday.

If you want to hear about other openings, you can tell us by replying. If you would rather not, you need not do anything.

Best regards,
Anna Berg""",
)

ENGLISH_SENTENCES = (
    "You rebuilt the weekly report so that two teams could read it.",
    "The role is based in Utrecht three days a week.",
    "If you would like us to contact you about other roles, tell us in a short reply.",
    "We know that waiting for this answer was not easy.",
    "Your portfolio link opened without trouble and we read all of it.",
    "We ask for experience with Node.js, ASP.NET or a similar framework.",
    "You mentioned that you grew the newsletter by 12% in a quarter.",
    "The next roles in this team will be advertised in March.",
    "I have asked a colleague to read this letter before it reached you.",
    "Thank you for being patient with the rescheduled interview.",
    "We hope you will find a role that suits you better.",
    "This decision was made by people who read the notes of your interview.",
    "You can ask us to delete your data at any time.",
    "Managing several languages in one product was a point you explained with an example.",
    "We did not find enough about stakeholder management in your examples.",
    "Nobody should have to wait three weeks for a reply, and we are sorry that you did.",
    "The team works in shifts from 7 to 19 o'clock.",
    "You handled the question about the race condition with a drawing.",
    "Please disregard the reminder that crossed this letter.",
    "You asked whether the job can be done in four days; it cannot, for now.",
    "We would be glad to meet you again.",
    "You stressed the importance of talking to users first.",
    "You showed us a spreadsheet that your whole team still uses.",
    "I would like to tell you this in plain words.",
    "The job description asked for it, and we should have said it more clearly.",
    "We are sorry that the second interview was moved twice.",
    "Please let us know if anything here is unclear.",
    "The team decided after reading the notes together.",
    "You explained why a smaller sample was enough.",
    "We were looking for somebody who has run a warehouse.",
    "This is about the role and not about you as a person.",
    "Your questions at the end told us that you had read our annual report.",
    "If your situation changes, we would be glad to hear from you.",
    "Do not hesitate to write back.",
    "We wish you good luck with the applications you have running.",
    "A short call is possible on Thursday between 2 and 4 pm.",
    "You took the hardest part of the case first.",
    "We will answer your questions within a week if you send them.",
    "I know this letter cannot make up for the effort you put in.",
    "The work is mostly night shifts, as you know.",
    "The role reports to the head of logistics.",
    "We value the time you took.",
    "You asked for detailed feedback; it is below.",
    "Please keep this letter for your records.",
    "We noticed that you tested your idea with real users.",
    "You compared two tools and said which one you would drop.",
    "We spoke with several people before we decided.",
    "The list of open roles is on our website.",
    "It took courage to tell us about the launch that went wrong.",
    "You know the basics of SQL and we could tell.",
    "The score of the football match at the start was a nice way in.",
    "Other teams in the company may be looking for your skills.",
    "You kept your promise to send the slides the same evening.",
    "The work is emotional at times, as you know from the clinic.",
    "In the first place, thank you.",
    "No one else will see your answers.",
    "This role needs a driving licence.",
    "The system you built at your last job runs to this day.",
    "We would rather say it clearly than keep you guessing.",
    "The average day starts with a call to the warehouse.",
    "I attach no conditions to this offer of feedback.",
)

CHINESE_LETTERS = (
    """王梅，您好：

谢谢您上周来和我们聊「用户运营经理」这个岗位。很抱歉，这次我们没有选择您进入下一轮。

这个岗位一大半时间要和供应商打交道，谈合同、盯交付。您过去的经历主要在用户侧，供应商这一块还没有机会接触，这是唯一的原因。

您讲到给老用户写信那一段，我特地记了下来：先弄清楚他们为什么离开，再决定写什么。这个习惯请一定保留。

如果您想多了解一些，直接回信给我就行。以后有偏用户侧的岗位，欢迎您再来试试。

祝顺利，
李雷""",
    """王女士，您好：

关于您应聘晨光科技用户运营经理一事，结果已经确定：我们决定不再继续推进这次申请，特此告知。

感谢您两次到访，并认真回答了关于会员体系的提问。您所说明的积分改版过程，条理清楚，我们已记录在案。

本岗位需要三年以上项目管理经验，目前从您的材料中看到的约为一年，因此未能匹配。

如您对结果有不同意见，可直接回复本邮件，我们将请另一位同事复核。今后如有合适的岗位，欢迎再次应聘。

此致
敬礼

晨光科技 李雷""",
    """王梅您好！

不绕弯子：用户运营经理这个岗位，您这次没能通过。

您在面试里说，拉新做得再好，留不住也是白搭，然后当场画了一张留存的图。这张图我们讨论了很久。

没有往下走，是因为这个岗位马上要接手一个八人的小组，需要有人带过团队。您提到自己还没有正式带过人，这一点短时间内补不上。

想聊聊具体的反馈，回复这封信就行。看到别的岗位有兴趣，也随时来。

李雷""",
    """王梅，您好：

您应聘的用户运营经理岗位，终面结果出来了：这次无法录用您，我们感到很惋惜。

从投递到终面，前后六周，您每次都准时到场，还主动补充了一份竞品的资料。谢谢您这样认真地对待我们。

岗位需要常驻深圳，而您说明过只能在杭州工作。我们讨论过远程的可能，目前的业务还支持不了。

如果以后您的安排有变化，或者杭州有了新的岗位，欢迎再联系我们。

祝一切都好
李雷
晨光科技""",
    """尊敬的王梅女士：

您好。您参加的用户运营经理一职的面试已经结束，经过讨论，我们未能将您列入下一轮名单。

面试中，您用自己做过的社群举例，说明了如何把沉默的成员重新带动起来，这段内容十分具体。

该岗位当前最迫切的是数据建模方面的经验，而您的经历以内容运营为主，两者的方向不同。

您可以随时回复此信提出疑问。感谢您的时间，也祝愿您早日找到满意的工作。

晨光科技招聘组
李雷""",
)

CHINESE_SENTENCES = (
    "您把每周的报表改成了两个部门都能看懂的样子。",
    "这个岗位每周有三天要在苏州办公。",
    "如果您愿意，以后有类似的岗位我们可以再联系您。",
    "我们知道，等结果的这几天并不轻松。",
    "您的作品集我们从头到尾看过了。",
    "面试时间紧张，有些问题没能展开，请您谅解。",
    "您说到把新客的次日留存提高了 12%，过程讲得很清楚。",
    "下一批岗位会在三月份发布。",
    "希望您能找到更适合自己的机会。",
    "您可以随时要求我们删除您的个人信息。",
    "这个决定是由看过面试记录的同事作出的。",
    "您在三分钟里把一个复杂的流程讲明白了。",
    "这个岗位需要倒班，早上七点到晚上七点。",
    "我们没有在您的经历中看到与供应商合作的内容。",
    "回信晚了几天，是我们的不对。",
    "您问到能不能每周工作四天，目前还不行。",
    "很高兴和您有过这次交流。",
    "您画的那张用户分层图，我们还留在白板上。",
    "您提到未来想做产品，这和这个岗位的方向不太一样。",
    "结果没有如您所愿，我们理解您的心情。",
    "我们用 Node.js 和 Python 较多，您的经验以 Java 为主。",
    "您对活动规则的三处修改建议，我们已经转给了业务同事。",
    "您给我们看的那张表，团队现在还在用。",
    "我想用最简单的话告诉您。",
    "岗位说明里写得不够清楚，这是我们的疏忽。",
    "复试改了两次时间，非常抱歉。",
    "有哪里没说清楚，请告诉我们。",
    "团队一起看完记录才作的决定。",
    "您解释了为什么小样本已经够用。",
    "我们在找管过仓库的人。",
    "这是岗位的原因，不是您个人的原因。",
    "您最后的提问说明您读过我们的年报。",
    "如果您的情况有变化，欢迎告诉我们。",
    "有问题请随时回信。",
    "祝您正在进行的应聘都顺利。",
    "周四下午两点到四点可以通个电话。",
    "您先挑了案例里最难的部分。",
    "您来信提问，我们一周内答复。",
    "我们知道，一封信弥补不了您的付出。",
    "工作以夜班为主，这一点您是知道的。",
    "岗位向物流负责人汇报。",
    "感谢您花费的时间。",
    "您想要的详细反馈写在下面。",
    "请保留这封信备查。",
    "我们注意到，您用真实用户验证了想法。",
    "您比较了两种工具，并说出了会放弃哪一个。",
    "作决定之前，我们和几位同事都谈过。",
    "在招的岗位都列在官网上。",
    "愿意讲一个失败的项目，需要勇气。",
    "公司里别的团队也许用得上您的经验。",
    "您答应当晚发来资料，也真的发来了。",
    "这个岗位需要驾照。",
    "您在上家公司搭的系统，现在还在用。",
    "我们宁愿把话说明白，也不想让您猜。",
    "普通的一天从给仓库打电话开始。",
    "首先谢谢您。",
    "您的回答不会给别人看。",
    "您说自己更喜欢和用户打交道。",
    "十分感谢您的耐心。",
    "比起数字，您更看重用户的话。",
    "岗位第一年以学习为主。",
    "您提的第三点我们已经采纳。",
)
