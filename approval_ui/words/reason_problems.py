"""Why a reason is not kept, in words that say what to change, by the codes of its checks."""

from collections.abc import Mapping

from kindregards.http.languages import marked

REASON_PROBLEMS: Mapping[str, str] = {
    "reason_shipped": marked("Everybody has a reason of this code, and it stays as it is. Choose another code."),
    "code": marked("The code has 2 to 64 characters: small letters, digits and _, beginning with a letter."),
    "party": marked("Reasons of the system are ours; choose the company's or the candidates'."),
    "label": marked("Give a label of one line and at most 80 characters in both languages."),
    "text_missing": marked("Write what a candidate reads in both languages, or tick that it is never in a letter."),
    "text_length": marked("What a candidate reads is one line of at most 300 characters."),
    "text_language": marked("One of the sentences is written in the other language."),
    "text_unsayable": marked(
        "One of the sentences says something that no letter may say. Write about the role, and nothing about who "
        "somebody is."
    ),
}
