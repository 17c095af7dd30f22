"""Unsayable remarks in English, as regular expressions; a false alarm costs a rephrasing, a miss hurts somebody."""

from kindregards.domain.unsayable import Unsayable

_AGE = (
    (
        r"\b(?:young|old)er (?:somebody|someone|person|candidate|colleague|people|hire|applicant)\b|"
        r"\b(?:somebody|someone|anyone|person|people|candidate) (?:a bit |much |who is )?(?:young|old)er\b|"
        r"\b(?:stage|time|phase) (?:of|in) (?:your )?life\b|\bgrey hair\b|\bstill (?:so )?young\b"
    ),
    (
        r"\b(?:stage|phase|time) of (?:your )?life\b|\bin (?:your|his|her|their) (?:early |late |"
        r"mid-?)?(?:twenties|thirties|forties|fifties|sixties)\b"
    ),
    (
        r"\bborn in (?:the |19|20)|\bgeneration [xyz]\b|\bgen[- ]?[xyz]\b|\bdigital natives?\b|\b(?:close to|"
        r"near|before) retir\w+|\bretirement\b"
    ),
    (
        r"\b(?:fresh|recent|new|young) (?:graduates?|blood|faces?|people|team)\b|\b(?:young|older|"
        r"senior) (?:at heart|colleague|person|worker)s?\b"
    ),
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
        r"\b(?:deal|work|talk|speak|prefer|rather have) (?:with )?(?:a )?(?:man|woman|men|women|male|female|"
        r"gentleman|lady)\b|\b(?:with|of|one of) the (?:boys|lads|girls|guys|ladies)\b|\bfor a (?:man|woman|"
        r"girl|lady)\b|\b(?:male|female)[- ](?:dominated|only)\b"
    ),
    (
        r"\bas an? (?:woman|man|girl|lady|mother|father|parent)\b|\b(?:wo)?men in (?:their|this|our)|"
        r"\b(?:mostly|only|all|mainly) (?:wo)?men\b|\bmale[- ]dominated\b"
    ),
    (
        r"\b(?:gender|sex|sexual|sexuality|pregnan\w*|maternity|paternity|parental leave|transgender|gay|lesbian|"
        r"bisexual)\b"
    ),
    r"\bas an? (?:young |older? )?(?:wo)?m[ae]n\b|\b(?:female|male|lady|ladies|girl|mother|father|mum|mom|dad)s?\b",
)
_FAMILY = (
    (
        r"\b(?:starting|start|having|have|planning|raising|raise) (?:a family|children|kids|a baby)\b|"
        r"\b(?:small|young|little|two|three) (?:children|kids)\b|\bsingle (?:mother|father|parent)\b"
    ),
    (
        r"\byour (?:partner|son|daughter|baby|toddler|fianc\w+|wedding|pregnancy|home situation|in-laws)\b|"
        r"\bexpecting a (?:child|baby)\b"
    ),
    r"\byour (?:family|husband|wife|spouse|children|kids|parents|marriage|childcare)\b",
    r"\bfamily (?:status|situation|commitments?|responsibilit\w+|reasons|planning|background|life)\b",
    r"\b(?:marital|married|divorced|unmarried|widowed|childcare|child-rearing|caregiver|caring responsibilities)\b",
)
_ORIGIN = (
    (
        r"\blocal (?:person|people|man|woman|candidate|applicant|face)s?\b|\b(?:people|somebody|someone|"
        r"those) (?:from|like) your\b|\byour (?:region|village|hometown|home country|culture|kind|tribe|"
        r"caste)\b"
    ),
    (
        r"\byou(?: are|\'re) (?:not )?(?:from here|an? (?:outsider|foreigner|immigrant|refugee|local))\b|"
        r"\bwhere you (?:come|are|were born) (?:from|in)\b|\bskin\b"
    ),
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
    (
        r"\b(?:your|his|her) (?:faith|beliefs?|prayers?|church|politics|party|god|sabbath|star sign|zodiac)\b|"
        r"\bprayer times?\b|\bunion (?:membership|work|activity)\b|\bkosher\b|\bhalal\b"
    ),
    r"\b(?:religio\w+|church|mosque|muslim|christian|jewish|hindu|buddhist|atheist|headscarf|hijab|ramadan)\b",
    r"\bpolitical (?:views?|opinions?|beliefs?|affiliation)\b|\btrade union\b|\bunion member\w*\b",
)
_HEALTH = (
    (
        r"\byour (?:back|knee|heart|eyesight|hearing|eyes|diabetes|condition|therapy|illness|disease|injury|"
        r"operation|surgery|weight)(?: (?:problem|trouble|condition|issue)s?)?\b"
    ),
    (
        r"\b(?:deaf|(?<!broken )blind(?! (?:spot|date|test|review))|paraly[sz]ed|epilep\w+|asthma\w*|"
        r"cancer|diabet\w+|HIV|physically (?:fit|able|weak)|"
        r"physical(?:ly)? (?:condition|limits?|strength))\b"
    ),
    r"\b(?:disab(?:led|ilit\w+)|wheelchair|chronic(?:ally)?|illness|sickness|sick leave|autis\w+|adhd|dyslexi\w+)\b",
    r"\b(?:medical (?:condition|history|leave|reasons?)|your health|mental health|burn-?out|stutter\w*|stammer\w*)\b",
    r"\bhealth (?:condition|problem|issue|status|reason)s?\b|\bdepress(?:ed|ion)\b|\bhearing (?:loss|aid|impair\w+)\b",
)
_APPEARANCE = (
    (
        r"\b(?:the|your) (?:\w+ )?(?:suit|shirt|dress|tie|jacket|make-?up|glasses|haircut|jewellery|"
        r"looks(?! (?:after|at|for|like|into)))\b|"
        r"\bthe looks for\b|\b(?:spoke|speak|talk\w*) (?:too |so |very |rather )?(?:softly|loudly|quietly|"
        r"fast|slowly|quickly)\b"
    ),
    (
        r"\byour (?:\w+ )?(?:voice|smile|face|accent|eyes|gaze|gestures?|expressions?|laugh|stammer|hands|"
        r"posture|presence)\b"
    ),
    r"\byour (?:tone of voice|speaking (?:tone|style|voice)|tone)\b|\bmonotonous\b|\byou wore\b",
    r"\byour (?:tattoos?|piercings?|beard)\b",
    r"\b(?:pleasant|nice|good|lovely|soft|loud|warm|friendly|bright|quiet) (?:voice|smile|appearance|looks)\b",
    (
        r"\b(?:your|his|her) (?:appearance|looks?(?! (?:after|at|for|like|into|back|forward))|face|smile|"
        r"hair\w*|outfit|clothes|clothing|weight|height|body|posture)\b"
    ),
    r"\b(?:your|his|her) (?:handshake|accent|voice|pronunciation|intonation|video background)\b",
    r"\b(?:attractive|good-looking|handsome|photogenic|physique|pretty face|well[- ]dressed|well[- ]groomed)\b",
    r"\b(?:smartly dressed|strong accent|accents?|pronunciation|intonation|speaking voice|well[- ]spoken)\b",
    r"\bon (?:the )?camera you\b|\byou looked(?! (?:at|into|for|after|beyond|up|back|ahead))\b|\byou sound(?:ed)?\b",
)
_EMOTION = (
    (
        r"\byou (?:were|seemed|appeared|sounded|looked|felt|got|became|came across as) (?:\w+ ){0,3}(?:scared|"
        r"afraid|frightened|upset|sad|angry|annoyed|irritated|bitter|hurt|lost|shy|bored|restless|excited|"
        r"thrilled|happy|unhappy|sure of yourself)\b"
    ),
    (
        r"\b(?:we|i|one|you) (?:could )?(?:sense[ds]?|felt|noticed|picked up|saw|"
        r"tell)\b[^.!?\n]{0,24}\b(?:frustration|fear|anger|boredom|excitement|nerves|anxiety|tension|"
        r"irritation|mood|unease|insecurity|reluctance)\b"
    ),
    (
        r"\b(?:into|at) the (?:camera|lens|screen)\b|\b(?:hands|voice|legs?) (?:were |was )?(?:shak\w+|"
        r"trembl\w+)|\bunsure of yourself\b|\bself-?confiden\w+|\bshaky\b"
    ),
    (
        r"\b(?:video|voice|speech|sentiment|face|facial|image) (?:analysis|recognition|reading|scan)\b|"
        r"\byou(?:r \w+)? (?:betrayed|radiated|came over as|gave off|felt|were visibly|were obviously)\b"
    ),
    (
        r"\byou (?:were|looked|are) (?:very |too |rather |quite |so |a bit |a little |visibly |"
        r"clearly )?(?:happy|sad|relaxed|calm|nervous|bored|tired|frustrated|distracted|irritated|"
        r"enthusiastic|engaged|disengaged|uneasy|uncomfortable|stressed|confident|insecure)\b"
    ),
    (
        r"\b(?:rarely|hardly|barely|little|not very) (?:engaged|interested|motivated|enthusiastic)\b|"
        r"\b(?:frustration|irritation|boredom|hesitation|enthusiasm|sadness|anger|fear|stress) (?:in|"
        r"on) your\b"
    ),
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
    (
        r"\b(?:put|puts|came|come|landed|ended up|finished|stood|was) (?:you |out )?(?:out )?at (?:a |"
        r"an )?(?:[A-F](?:\b|[+-])|\d+(?:\.\d+)?(?! (?:minutes|hours|o'clock|people|years|days|weeks|"
        r"percent of)))"
    ),
    (
        r"\b(?:\w+ )?(?:more|extra|fewer|missing) points?\b|\bpoints? (?:more|short|off|away|too few|"
        r"missing)\b|\b(?:grade|mark|tier|level|band|class) (?:of )?(?:[A-F]|\d)\b(?! of the)|\bon (?:our|a|"
        r"the) scale\b|\b(?:two|three|four|five|\d) stars?\b"
    ),
    (
        r"\bout of (?:a |one )?(?:hundred|ten|five|twenty)\b|\b(?:\d+(?:\.\d+)?|one|two|three|four|"
        r"five) (?:of|out of) (?:\d+|five|ten) stars?\b|\b\d(?:\.\d)? stars?\b|\b(?:a|an) [A-F][+-]? (?:grade|"
        r"minus|plus)\b"
    ),
    (
        r"\bon (?:our|the|a) scale\b|\bthe bar\b|\bminimum (?:was|is|of|for|we|score|mark|result)\b"
        r"(?! (?:\w+ ){0,3}years?)|\bthe minimum\b(?! (?:of )?(?:\w+ ){0,3}years?)|"
        r"\bpoints? (?:away|total|short|missing|too few)\b|\byour points\b"
    ),
    (
        r"\b(?:your|the) (?:\w+ )?(?:marks?|scores?|ratings?|points|grades?|percentage|numerical \w+|"
        r"scorecard)\b(?! (?:of the|in the) (?:football|match|game))"
    ),
    (
        r"\b(?:gave|rated|graded|scored|marked|assessed) (?:you|your [\w ]{1,30}?) (?:an? [A-F]\b|at \d|"
        r"as \w+|with \d|\d)|\b(?:result|evaluation|assessment|interview) (?:of|at|was|is|came out at|"
        r"came to) (?:only )?\d"
    ),
    (
        r"\b(?:were|was|are) at (?:a |an )?(?:\d+|three|four|five|six|seven|eight)(?=[.,;!])|"
        r"\byou (?:came away|ended up|finished|left) (?:with|at|on|in) (?:a |an |the )?(?:\d|middle|bottom|"
        r"top|lower|upper)"
    ),
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
        r"\b(?:many|several|some|plenty of|a few|most|lots of|hundreds of) (?:others?|people|applicants|"
        r"candidates|persons)\b[^.!?\n]{0,50}\b(?:better|more|stronger|closer|faster|further|qualified)\b"
    ),
    (
        r"\b(?:your|the other|other) peers\b|\b(?:peers|others|applicants|candidates|competitors|"
        r"finalists) (?:\w+ )?(?:gave|had|did|solved|showed|brought|knew|answered|offered|performed|"
        r"were)\b[^.!?\n]{0,30}\b(?:more|better|faster|stronger|deeper|clearer|further)\b"
    ),
    (
        r"\b(?:better|stronger|faster|quicker|more \w+|sharper) than (?:you|yours)\b|\bahead of you\b|"
        r"\byou (?:were|are|came) (?:not )?(?:the |our )?(?:second|third|last|runner)"
    ),
    (
        r"\bsomebody else\b|\bsomeone else\b|\b(?:the|these|those) others\b|"
        r"\bthe other\b(?! (?:position|role|job|opening|task|question|part|half|topic|day|two|three|four|year)s?\b)|"
        r"\b(?:another|one|the other|"
        r"the successful|the chosen|the selected) (?:candidate|applicant|finalist|person|contender)\b|"
        r"\bfinalists?\b|\bcontenders?\b"
    ),
    (
        r"\b(?:outshone|outperform\w*|outdid|beat|surpass\w*|ahead of|better than|worse than|stronger than|"
        r"weaker than|edged (?:you )?out)\b|\b(?:first|second|third|backup) choice\b"
    ),
    (
        r"\b(?:most|many|few|some|several|half|all|both|nine in ten|\w+ (?:in|out of) (?:ten|five|three|"
        r"\d+)) (?:of the )?(?:other |candidates|applicants|interviewees|(?:people )?we (?:met|interviewed))"
    ),
    (
        r"\bthe (?:least|most|weakest|strongest|best|worst|lowest|highest|slowest|"
        r"fastest) (?:\w+ )?(?:experienced|qualified|of the|answers?|candidates?|applicants?|profile|"
        r"in the)\b|\bamong the (?:weak|strong|best|worst|top|bottom|last|first)\w*"
    ),
    (
        r"\b(?:lower|upper|bottom|top|first|second) (?:half|third|quarter|tier)\b|\bdeeper background\b|"
        r"\bcloser (?:match|fit)\b|\bbetter (?:match|fit|qualifications?|suited)\b|"
        r"\bstrong(?:er)? (?:applicants?|field|competition|profiles?)\b|\bpreference to\b"
    ),
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
    r"\byou have (?:my|our) word\b|\bgo straight to the (?:second|next|final|last)\b",
    (
        r"\bnext (?:year|time|spring|autumn|month)[^.!?\n]{0,30}(?:certainly|definitely|surely|for sure|"
        r"a place for you)|\b(?:certainly|definitely|surely) be a (?:place|job|role)\b|\brest assured\b|"
        r"\bhas your name on it\b"
    ),
    (
        r"\b(?:be|consider\w*) (?:you )?(?:invited )?(?:first|before (?:any|every)\w+)\b|\byou can be (?:sure|"
        r"certain)\b|\bwithout (?:another|a new|further) interview\b"
    ),
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
    (
        r"^\s*#{1,6} |\b(?:new|next|your) task\s*:|\banswer only with\b|"
        r"\b(?:letter|text|mail) (?:generator|writer bot)\b|"
        r"\bdescribe this (?:person|candidate|applicant) as\b|\b(?:asked|told|instructed|ordered) (?:the |our )?"
        r"(?:assistant|system|ai|model|bot|tool|interviewer software)\b"
    ),
    (
        r"\b(?:assistant|system|model|chat ?gpt|llm|bot)\s*[,:]\s*(?:please )?\w+|\b(?:rewrite|change|turn|"
        r"flip|switch|set) (?:the|this) (?:outcome|result|decision|letter|verdict)\b"
    ),
    (
        r"\b(?:ignore|disregard|forget|override|bypass|overrule) (?:the|all|any|every|your|these|those|this|"
        r"what)\b(?! reminder)|\b(?:mark|rate|set|flag|treat|classify|score) (?:this|the|him|"
        r"her) (?:candidate|applicant|person|outcome|result|status|one)\b|\bset (?:\w+ )?(?:to|as) (?:advance|"
        r"hired|pass)\w*"
    ),
    (
        r"^\s*(?:system|assistant|user|developer|prompt|ai|model)\s*:|\b(?:note|message|instruction|"
        r"hint)s? (?:to|for) (?:the )?(?:model|ai|llm|system|assistant|bot|grader)\b|"
        r"\b(?:an? )?(?:large )?language model\b"
    ),
    (
        r"\b(?:here is|here\'s|below is|sure,|certainly!) (?:the|your|an?) (?:\w+ )?(?:improved|revised|"
        r"polished|rewritten|updated|final)? ?(?:version|letter|draft|text|rewrite)\b|"
        r"\blet me know if you (?:want|would like|need) (?:any )?(?:changes|adjustments)\b|"
        r"\bI cannot (?:assist|help) with\b"
    ),
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
