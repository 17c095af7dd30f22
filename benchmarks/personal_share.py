"""How many letters of the demo are personal: `python -m benchmarks.personal_share`, where the interview has evidence.

A letter is personal that tells two facts or more of this candidate's own evaluation; name, job and dates are none.
"""

import json

from benchmarks.figures import parser
from kindregards.domain.evidence import strength_count
from kindregards.domain.letter_quality import PERSONAL_FACTS
from tests.demo.test_people import PEOPLE, letter_to, request_for

TARGET = 0.8


def main() -> None:
    """Print each letter's number of own facts, and the share of personal ones."""
    only_json = parser("personal_share", __doc__, "", "--json").parse_args().json
    counts = []
    for person in PEOPLE:
        result = request_for(person).result
        if person.expect.outcome == "reject" and strength_count(result) >= PERSONAL_FACTS:
            counts.append(len(letter_to(person).personal_facts))
            if not only_json:
                print(f"{counts[-1]} facts · {person.key}")
    share = sum(count >= PERSONAL_FACTS for count in counts) / len(counts)
    print(json.dumps({"letters": len(counts), "personal_share": round(share, 3), "target": TARGET}))


if __name__ == "__main__":
    main()
