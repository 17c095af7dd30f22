"""Unsayable remarks in English, as regular expressions; a false alarm costs a rephrasing, a miss hurts somebody."""

from kindregards.domain.unsayable import Unsayable

_AGE = (
    r"\bat [2-6]\d,? (?:you|it|this|the)\b|\b(?:recent|young) (?:graduates|people) like you\b",
    r"\bpast (?:forty|fifty|sixty)\b|\b(?:be|are|were) (?:by far )?the (?:oldest|youngest)\b",
    r"\b(?:your|his|her|their|advanced|older|younger|old|young) age\b",
    r"\b(?:too|so|rather|a bit|quite|very|still) (?:old|young)\b",
    r"\b\d{2}[- ]years?[- ]old\b",
    r"\bage(?:d|s)? \d|\bat (?:your|this|that) age\b|\bage (?:group|range|limit|profile)\b",
    r"\b(?:elderly|youthful|middle-aged|millennials?|boomers?)\b|\byour (?:youth|generation)\b|\bdigital native\b",
)
_SEX = (
    (
        r"\b(?:gender|sex|sexual|sexuality|pregnan\w*|maternity|paternity|parental leave|transgender|gay|lesbian|"
        r"bisexual)\b"
    ),
    r"\bas an? (?:young |older? )?(?:wo)?m[ae]n\b|\b(?:female|male|lady|ladies|girl|mother|father|mum|mom|dad)s?\b",
)
_FAMILY = (
    r"\byour (?:family|husband|wife|spouse|children|kids|parents|marriage|childcare)\b",
    r"\bfamily (?:status|situation|commitments?|responsibilit\w+|reasons|planning|background|life)\b",
    r"\b(?:marital|married|divorced|unmarried|widowed|childcare|child-rearing|caregiver|caring responsibilities)\b",
)
_ORIGIN = (
    r"\b(?:foreign|migration|migrant|ethnic|cultural|immigrant) (?:background|origins?|name|roots|descent|family)\b",
    r"\b(?:ethnic\w*|racial|nationalit\w+|immigra\w+|foreigners?|citizenship|birthplace|skin colou?r|caste)\b",
    r"\byour (?:surname|family name|last name|first name|name) (?:suggests?|sounds?|tells?|reveals?|shows?)\b",
    r"\bmother tongue\b|\bnative (?:english |chinese |mandarin |german |french )?speakers?\b",
    r"\byour (?:origins?|ethnicity|race|country of (?:origin|birth)|homeland|passport)\b",
    r"\byou(?: are|'re) (?:an? )?(?:chinese|asian|african|black|white|indian|hispanic|latino|arab|european|foreign)\b",
    r"\b(?:work permit|work visa|your visa|visa (?:status|sponsorship)|right to work|work authori[sz]ation)\b",
    r"\bresidence (?:permit|status)\b",
)
_BELIEF = (
    r"\b(?:religio\w+|church|mosque|muslim|christian|jewish|hindu|buddhist|atheist|headscarf|hijab|ramadan)\b",
    r"\bpolitical (?:views?|opinions?|beliefs?|affiliation)\b|\btrade union\b|\bunion member\w*\b",
)
_HEALTH = (
    r"\b(?:disab(?:led|ilit\w+)|wheelchair|chronic(?:ally)?|illness|sickness|sick leave|autis\w+|adhd|dyslexi\w+)\b",
    r"\b(?:medical (?:condition|history|leave|reasons?)|your health|mental health|burn-?out|stutter\w*|stammer\w*)\b",
    r"\bhealth (?:condition|problem|issue|status|reason)s?\b|\bdepress(?:ed|ion)\b|\bhearing (?:loss|aid|impair\w+)\b",
)
_APPEARANCE = (
    r"\byour (?:tone of voice|speaking (?:tone|style|voice)|tone)\b|\bmonotonous\b|\byou wore\b",
    r"\byour (?:tattoos?|piercings?|beard)\b",
    r"\b(?:pleasant|nice|good|lovely|soft|loud|warm|friendly|bright|quiet) (?:voice|smile|appearance|looks)\b",
    r"\b(?:your|his|her) (?:appearance|looks?|face|smile|hair\w*|outfit|clothes|clothing|weight|height|body|posture)\b",
    r"\b(?:your|his|her) (?:handshake|accent|voice|pronunciation|intonation|video background)\b",
    r"\b(?:attractive|good-looking|handsome|photogenic|physique|pretty face|well[- ]dressed|well[- ]groomed)\b",
    r"\b(?:smartly dressed|strong accent|accents?|pronunciation|intonation|speaking voice|well[- ]spoken)\b",
    r"\bon (?:the )?camera you\b|\byou looked(?! (?:at|into|for|after|beyond|up|back|ahead))\b|\byou sound(?:ed)?\b",
)
_EMOTION = (
    r"\b(?:emotions?|facial \w+|micro-?expressions?|eye contact|body language|mood|nervous\w*|anxious\w*|anxiety)\b",
    r"\b(?:your|too|very|rather|so|overly) emotional\w*\b",
    r"\bemotional(?:ly)? (?:state|stab\w+|unstable|control|reaction)\b",
    (
        r"\b(?:agitated|frightened|cheerful|shy|shyness|timid|smil(?:ed|ing)|blush\w*|sweat(?:y|ing)?|"
        r"lack of confidence)\b"
    ),
    r"\byou (?:seemed|appeared|came across as)\b|\byou were (?:clearly )?(?:tense|upset|stressed|angry|excited)\b",
)
_SCORE = (
    r"\byou (?:only )?(?:got|had|received|achieved|earned|made) (?:only )?\d{2}(?:\.\d+)?(?=[.,;!])",
    r"\b[\w-]+ (?:points?|marks?) (?:short|below|above|under|over|off|away|too few)\b",
    r"\b(?:confidence|probability|certainty|match) of \d",
    r"\b\d{1,3} ?(?:%|percent|per cent) (?:match|fit|confiden\w+|certain\w*)",
    (
        # What software did to this person; what this person built with software is their work.
        r"\b(?:algorithm|ai|model|system|software|computer|machine) (?:\w+ )?"
        r"(?:reject|scor|rat|measur|rank|detect|judg|filter|evaluat|sort)\w* (?:you|your|low|little|high|a lack)\b"
    ),
    r"\b(?:your|ai|overall|final|total|interview) (?:score|rating|grade|points)\b",
    r"\byou (?:have |were |are )?(?:scored|rated|graded)\b",
    r"\bscor(?:ed|es|ing) \d|\bscores? (?:of|was|were|is) (?:only )?\d",
    r"\b(?:score|rating|grade|mark)s?\b[^.!?\n]{0,15}\d|\b(?:outcome|result) (?:was|is|of|:) ?\d",
    r"\b\d{1,3}(?:\.\d+)?\s*(?:/|out of)\s*(?:100|10|5)\b(?!/)|\b\d{1,3}(?:\.\d+)?[- ](?:points?|marks)\b",
    r"\b(?:cut-?off|pass(?:ing)? (?:mark|line|grade|score)|threshold|minimum score|percentile|quartile)\b",
)
_COMPARISON = (
    (
        r"\b(?:came|come|finished|placed|ended|were|was|put you|in) (?:in )?(?:the )?(?:second|third|fourth|fifth|"
        r"sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd|th)) (?:position|place|rank|spot|out of|of)\b"
    ),
    r"\bcame (?:in )?(?:second|third|last|\d+(?:st|nd|rd|th))\b|\byou (?:were|are|came) number \d",
    r"\bamong (?:the )?\d+ (?:applicants|candidates|people|others|finalists)\b",
    r"\b(?:everyone|everybody|anyone|anybody) else (?:we|who|in|had|was)\b|\ball (?:the )?others?\b",
    r"\b(?:in contrast to|unlike|than|behind) (?:the |our |any )?(?:other |rest|competition|field)",
    r"\b(?:other|fellow) (?:finalist|contender|competitor)s?\b",
    r"\bwe ranked (?:all|every|the|you)\b",
    (
        r"\b(?:person|candidate|applicant|one|colleague|woman|man) (?:we|who|that) [^.!?\n]{0,40}(?:stronger|better|"
        r"more |closer)"
    ),
    r"\b(?:other|fellow|stronger|better|rival|competing) (?:\w+ )?(?:candidate|applicant|interviewee)s?\b",
    r"\b(?:candidate|applicant|people|person|somebody|someone|others)s? (?:\w+ ){0,3}(?:more|better|stronger|closer)\b",
    (
        r"\b(?:more|better|most|best)[- ](?:qualified|suited|suitable|matched|experienced|skilled|fitting)"
        r" (?:\w+ )?(?:candidate|applicant|person|people|individual|profile)s?\b|\bbest (?:candidate|applicant)s?\b"
    ),
    (
        r"\b(?:compared (?:to|with)|in comparison (?:to|with)|relative to|against) (?:the |our |all )?"
        r"(?:other|others|rest|average|field|pool|competition)\b"
    ),
    r"\b(?:than|unlike) (?:the |most |many |all )?(?:others?|average|rest|everyone|anyone|candidates|applicants)\b",
    r"\byou(?:'re| are| were)? ?ranked(?! (?:the|each|them|our|by))\b|\byour rank\w*\b",
    r"\branked (?:you|first|second|third|fourth|\d|among|below|above)\b|\bstrong(?:est)? field\b",
    r"\b(?:top|bottom|best|first|last) \d+ ?(?:%|percent|per cent)|\brunner-up\b|\bsecond (?:choice|place)\b",
    r"\bpool of (?:strong|talented|excellent|qualified|outstanding)\b|\bout of \d+ (?:candidates|applicants|people)\b",
    r"\b(?:above|below|under) (?:the )?average\b|\baverage (?:candidate|applicant|score)s?\b",
)
_GUARANTEE = (
    r"\bwe (?:assure|ensure|promise) you\b|\bcount on (?:an?|the|your) (?:job|offer|interview|place|role)\b",
    r"\bhire you (?:next|later|soon|then|as soon|for sure)\b|\byour place is (?:safe|secure|reserved)\b",
    r"\bguarantee\w*\b|\b(?:we|I) promise\b|\bpromise (?:you|that)\b|\bfast[- ]track\w*\b",
    r"\bwill (?:certainly |definitely |surely )?(?:hire|employ) you\b|\byou will (?:certainly |definitely )?be hired\b",
    r"\bwill (?:certainly |definitely )?offer you (?:a|the|another) (?:job|role|position|place|contract)\b",
    r"\b(?:give|given|giving|have|get|receive) (?:you )?(?:priority|preference)\b",
    r"\bpriority (?:consideration|treatment)\b",
    r"\bskip the (?:first|screening|next|interview)\b|\bdefinitely (?:hire|invite|offer|contact|call)\b",
)
_INSTRUCTION = (
    r"\b(?:ignore|disregard|override|bypass) (?:all|any|every|previous|prior|above|earlier|your|these|those|my)\b",
    r"\b(?:ignore|disregard|override|bypass) the (?:above|previous|prior|system|rules?|instructions?|score|policy)\b",
    r"\b(?:system|developer|assistant|hidden)[- ](?:prompt|message|instruction)s?\b|\bprompt injection\b|\bjailbreak\b",
    r"\bas an ai\b|\byou are (?:now |actually )?(?:chatgpt|an? (?:ai|language model|assistant))\b|\blanguage model\b",
    r"\bnew instructions?\b|\binstructions? (?:above|below|follow)\b|\brespond (?:only )?with (?:the|only|exactly)\b",
)

ENGLISH: dict[Unsayable, tuple[str, ...]] = {
    Unsayable.PROTECTED: (*_AGE, *_SEX, *_FAMILY, *_ORIGIN, *_BELIEF, *_HEALTH),
    Unsayable.APPEARANCE: _APPEARANCE,
    Unsayable.EMOTION: _EMOTION,
    Unsayable.SCORE: _SCORE,
    Unsayable.COMPARISON: _COMPARISON,
    Unsayable.GUARANTEE: _GUARANTEE,
    Unsayable.INSTRUCTION: _INSTRUCTION,
}
