"""Clinical specialties with their taxonomy codes."""

from __future__ import annotations

from dataclasses import replace

from credcheck.claims._draft import Draft
from credcheck.claims._meanings import Clinical
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._phrases import clinical
from credcheck.claims._values import Practised
from credcheck.claims._words import codes
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Part, Sentence, Specialty

_MOST = 12
_SPECIALTY_OF = codes("specialty_of")
# Beside these callings a field that stands alone is what they treat: "Optometrist. Glaucoma."
_ALLIED = frozenset({"other_health", "therapist"})
_NURSING = frozenset({"nurse", "nurse_practitioner", "other_health", "therapist", "psychologist"})

# Two fields that one specialist has together, and the field they are then called.
_TOGETHER = {
    ("Psychiatry", "Addiction Medicine"): "Addiction Psychiatry",
    ("Hematology", "Medical Oncology"): "Hematology & Oncology",
}
_AGED = frozenset({"pediatric", "paediatric", "peds", "paeds", "ped", "paed"})
_FOR_CHILDREN = {
    "Critical Care Medicine": "Pediatric Critical Care Medicine",
    "Infectious Disease": "Pediatric Infectious Diseases",
    "Cardiovascular Disease": "Pediatric Cardiology",
    "Endocrinology, Diabetes & Metabolism": "Pediatric Endocrinology",
    "Gastroenterology": "Pediatric Gastroenterology",
    "Nephrology": "Pediatric Nephrology",
    "Rheumatology": "Pediatric Rheumatology",
    "Hematology & Oncology": "Pediatric Hematology-Oncology",
    "Medical Oncology": "Pediatric Hematology-Oncology",
    "Dermatology": "Pediatric Dermatology",
    "Emergency Medicine": "Pediatric Emergency Medicine",
    "Pulmonary Disease": "Pediatric Pulmonology",
    "Psychiatry": "Child & Adolescent Psychiatry",
    "Neurology": "Neurology with Special Qualifications in Child Neurology",
    "Surgery": "Pediatric Surgery",
    "Anesthesiology": "Pediatric Anesthesiology",
    "Urology": "Pediatric Urology",
    "Otolaryngology": "Pediatric Otolaryngology",
    "Radiology": "Pediatric Radiology",
}
# One word for two fields of which each has its own training, code and board.
_BOTH = {"Internal Medicine & Pediatrics": ("Internal Medicine", "Pediatrics")}


class Specialties(Extractor):
    """Reads the field of practice ("heart doctor", "ID doc", "consultant in anaesthesia"); interests are none."""

    order = 50

    def extract(self, draft: Draft) -> Draft:
        """The draft with the specialties of a holder who claims a health profession."""
        professions = set(draft.values(ClaimKind.PROFESSION))
        clinicians = professions & (CLINICAL | {"medical_student"})
        for one in _apart(_merged(_of_children(draft, draft.practice))) or _licensed(draft):
            label = one.clinical.nurse if one.for_nurse and one.clinical.nurse else one.clinical.label
            loose = not one.sure and clinicians <= _ALLIED
            if loose or not clinicians or (one.clinical.profession == "nurse" and not clinicians & _NURSING):
                draft = draft.reject(
                    ClaimKind.SPECIALTY, label, Sentence("claims.specialty.no_clinician", field=label), (one.span,)
                )
            elif label not in [v.label for v in draft.values(ClaimKind.SPECIALTY) if isinstance(v, Specialty)]:
                value = Specialty(label, one.clinical.codes)
                draft = draft.claim(
                    ClaimKind.SPECIALTY, value, (one.span,), Sentence("claims.specialty.read", field=label)
                )
        return _interests(draft)


def _licensed(draft: Draft) -> tuple[Practised, ...]:
    """The field that the letters of a nurse practitioner name: "PMHNP-BC", "FNP-C"."""
    held = [(c.value, c.spans[0]) for c in draft.of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential)]
    fields = [(_SPECIALTY_OF.get(v.code.replace("-", "").lower()), span) for v, span in held]
    return tuple(Practised(clinical(label), span, True, True) for label, span in fields if label)[:1]


def _interests(draft: Draft) -> Draft:
    """The draft with the fields that are only named turned down."""
    taken = [s for c in (*draft.all_of(ClaimKind.SPECIALTY), *draft.of(ClaimKind.PROFESSION)) for s in c.spans]
    told: set[str] = set()
    for hit in draft.hits_in(Part.BIO):
        entry, words = hit.get("spec"), hit.tokens()
        span = hit.text.span(words[0], words[-1])
        if entry is None or not isinstance(entry.value, Clinical) or entry.value.label in told or len(told) >= _MOST:
            continue
        if any(s.part is Part.BIO and s.start < span.end and span.start < s.end for s in taken):
            continue
        told.add(entry.value.label)
        why = Sentence("claims.specialty.interest", field=entry.value.label)
        draft = draft.reject(ClaimKind.SPECIALTY, draft.profile.quote(span), why, (span,))
    return draft


def _merged(practice: tuple[Practised, ...]) -> tuple[Practised, ...]:
    """The fields, with those that belong together named as one."""
    labels = [p.clinical.label for p in practice]
    for (first, second), together in () if any(p.for_nurse for p in practice) else _TOGETHER.items():
        if first in labels and second in labels:
            whole = replace(practice[labels.index(second)], clinical=clinical(together))
            drop = {second} if first == "Psychiatry" else {first, second}
            practice = (*(p for p in practice if p.clinical.label not in drop | {together}), whole)
    return practice


def _of_children(draft: Draft, practice: tuple[Practised, ...]) -> tuple[Practised, ...]:
    """The fields, with one for children named as it is called: "peds EM physician", "pediatric heart surgeon"."""
    aged = next((p for p in practice if p.clinical.label == "Pediatrics" and not p.for_nurse), None)
    if aged is None or draft.profile.quote(aged.span).lower() not in _AGED:
        return practice
    own = next((p for p in practice if p.span.part is aged.span.part and p.span.start == aged.span.end + 1), None)
    if own is None:
        return practice
    called = _FOR_CHILDREN.get(own.clinical.label)
    whole = replace(own, clinical=clinical(called)) if called else own
    named = (whole if p is own else p for p in practice if p is not aged)
    return tuple({p.clinical.label: p for p in named}.values())


def _apart(practice: tuple[Practised, ...]) -> tuple[Practised, ...]:
    """The fields, with those that are two in one word named each ("Med-Peds")."""
    named = ((one, label) for one in practice for label in _BOTH.get(one.clinical.label, ("",)))
    return tuple(replace(one, clinical=clinical(label)) if label else one for one, label in named)
