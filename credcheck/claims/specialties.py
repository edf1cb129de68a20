"""Clinical specialties with their taxonomy codes."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._practice import merged
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Sentence, Specialty

_NURSING = frozenset({"nurse", "nurse_practitioner", "other_health", "therapist", "psychologist"})


class Specialties(Extractor):
    """Reads the field of practice ("heart doctor", "ID doc", "consultant in anaesthesia"); interests are none."""

    order = 50

    def extract(self, draft: Draft) -> Draft:
        """The draft with the specialties of a holder who claims a health profession."""
        professions = set(draft.values(ClaimKind.PROFESSION))
        clinicians = professions & (CLINICAL | {"medical_student"})
        for one in merged(draft.practice):
            label = one.clinical.nurse if one.for_nurse and one.clinical.nurse else one.clinical.label
            if not clinicians or (one.clinical.profession == "nurse" and not clinicians & _NURSING):
                draft = draft.reject(
                    ClaimKind.SPECIALTY, label, Sentence("claims.specialty.no_clinician", field=label), (one.span,)
                )
            elif label not in [v.label for v in draft.values(ClaimKind.SPECIALTY) if isinstance(v, Specialty)]:
                value = Specialty(label, one.clinical.codes)
                draft = draft.claim(
                    ClaimKind.SPECIALTY, value, (one.span,), Sentence("claims.specialty.read", field=label)
                )
        return draft
