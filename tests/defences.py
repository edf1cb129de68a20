"""Takes every defence of docs/security.md out, one at a time, in a copy of the program: its test must fail then.

usage: python -m tests.defences [NUMBER...]        prints a table; exit code 1 when a test did not notice

A defence is the piece of code that is taken out, what stands there instead, and the test that notices. tests/test_security.py
holds this list, the document and the code together.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("credcheck", "resources", "tests", "packaging", "pyproject.toml")
Change = tuple[str, str]


@dataclass(frozen=True)
class Defence:
    """What is taken out where, and which test notices."""

    file: str
    change: Change
    test: str
    also: Change = ("", "")
    """Where two layers do the same, both are taken out."""


NET, GUARD, SAID = "credcheck/net/http.py", "credcheck/net/guard.py", "tests/report/test_formats.py"
DEFENCES: dict[int, Defence] = {
    # text
    1: Defence(
        "credcheck/platforms/__init__.py",
        ("    if size > CAP_BYTES:",
         "    if False:"),
        "tests/platforms/test_read.py::test_a_megabyte_is_refused_and_the_cap_is_said",
    ),
    2: Defence(
        "credcheck/text.py",
        ('"".join(_mark(text, i, c) for i, c in enumerate(text))',
         "text"),
        f"{SAID}::test_nothing_hidden_reaches_a_reader",
    ),
    3: Defence(
        "credcheck/platforms/_bluesky.py",
        ("if any(label.value == HIDDEN for label in labels):",
         "if False:"),
        "tests/platforms/test_bluesky.py::test_an_account_that_asks_not_to_be_shown_is_not_shown",
    ),
    4: Defence(
        "credcheck/platforms/_saved.py",
        ("head.feed(finished(html))",
         "head.feed(html)"),
        "tests/platforms/test_saved_pages.py::test_a_page_of_what_never_ends_is_read_fast",
    ),
    5: Defence(
        "credcheck/flags/parody_undeclared.py",
        ('_SPACE = re.compile(r"\\s+")',
         '_SPACE = re.compile(r"(?:\\s*\\n\\s*){6,}\\S")'),
        "tests/test_patterns.py::test_no_pattern_backtracks_for_ever",
    ),
    6: Defence(
        "credcheck/platforms/_mhtml.py",
        ("if not mark or deep > DEEPEST:",
         "if not mark:"),
        "tests/platforms/test_saved_pages.py::test_an_archive_made_to_hold_the_program_up_is_read_at_once",
    ),
    7: Defence(
        "credcheck/rows.py",
        (r'r"^[^\S\n]*(?:',
         r'r"^\s*(?:'),
        "tests/test_rows.py::test_a_list_of_very_many_empty_lines_is_taken_apart_at_once",
    ),
    # network
    10: Defence(
        GUARD,
        ("if not all(self._allowed(address) for address in addresses):",
         "if False:"),
        "tests/net/test_guard.py::test_one_private_address_blocks_the_name",
    ),
    11: Defence(
        GUARD,
        ("request.url.copy_with(host=str(address)),",
         "request.url,"),
        "tests/net/test_guard.py::test_a_name_that_moves_after_the_check_is_asked_where_it_was_checked",
    ),
    12: Defence(
        "credcheck/net/question.py",
        ("target = check_url(str(target)) if question.guarded else parsed(str(target))",
         "target = parsed(str(target))"),
        "tests/net/test_http.py::test_a_guarded_redirect_into_the_house_is_blocked",
    ),
    13: Defence(
        "credcheck/net/reading.py",
        ("        if size > question.cap_bytes:",
         "        if False:"),
        "tests/net/test_http.py::test_a_small_body_that_unpacks_to_a_huge_one_is_not_read",
    ),
    14: Defence(
        NET,
        ("async with asyncio.timeout(self._timeout_s):",
         "async with asyncio.timeout(None):"),
        "tests/net/test_http.py::test_a_slow_drip_ends_at_the_deadline",
    ),
    15: Defence(
        "credcheck/net/question.py",
        ("if same or k.lower()",
         "if True or k.lower()"),
        "tests/net/test_http.py::test_keys_do_not_follow_a_redirect_to_another_host",
    ),
    16: Defence(
        NET,
        ("DefaultCookiePolicy(allowed_domains=())",
         "DefaultCookiePolicy()"),
        "tests/net/test_http.py::test_no_cookie_is_kept",
    ),
    17: Defence(
        NET,
        ("self._log.note(sent(question.url, question.headers, question.content, self._why))",
         "pass"),
        "tests/net/test_http.py::test_every_request_is_noted_before_it_leaves_with_whom_and_why_and_without_keys",
    ),
    18: Defence(
        NET,
        ('logging.getLogger("httpx").setLevel(logging.WARNING)',
         ""),
        "tests/net/test_http.py::test_a_key_in_the_address_stays_out_of_the_answer_and_the_log",
    ),
    19: Defence(
        "credcheck/registries/_json.py",
        ("    if not isinstance(value, Mapping):\n        raise changed(source, field)\n    return Table",
         "    return Table"),
        "tests/registries/test_faults.py::test_no_change_of_type_lets_anything_but_a_registry_error_out",
    ),
    20: Defence(
        "credcheck/registries/_xml.py",
        ('if re.search(r"<!ENTITY", text, re.IGNORECASE):',
         "if False:"),
        "tests/registries/test_xml.py::test_an_entity_is_refused_even_in_a_whole_answer",
    ),
    21: Defence(
        "credcheck/releases.py",
        ("not signing.holds(key, str(signature), told, CONTEXT)",
         "False"),
        "tests/test_releases.py::test_a_list_that_another_key_signed_is_not_believed",
    ),
    22: Defence(
        "credcheck/releases.py",
        ("if made.until < today:",
         "if False:"),
        "tests/test_releases.py::test_an_old_list_cannot_hide_a_newer_version",
    ),
    23: Defence(
        "credcheck/net/faults.py",
        ("if isinstance(error, httpx.InvalidURL):",
         "if False:"),
        "tests/net/test_http.py::test_a_redirect_to_what_is_no_address_is_told",
    ),
    24: Defence(
        "credcheck/registries/_cms_catalogue.py",
        ("except ValueError:  # brackets",
         "except KeyError:  # brackets"),
        "tests/registries/test_medicare_lists.py::test_an_address_that_is_none_is_passed_over",
    ),
    # files
    30: Defence(
        "credcheck/mirror/unpacking.py",
        ("        self._check_ratio()\n",
         ""),
        "tests/mirror/test_unpacking.py::test_a_zip_bomb_is_refused_early",
    ),
    31: Defence(
        "credcheck/mirror/unpacking.py",
        ("self._crc is not None and self._sum != self._crc",
         "False"),
        "tests/mirror/test_unpacking.py::test_a_flipped_byte_inside_a_zip_is_never_read_as_text",
    ),
    32: Defence(
        "credcheck/wire/__init__.py",
        ("    if len(raw) > SIZE_CAP:",
         "    if False:"),
        "tests/test_wire.py::test_a_huge_file_is_refused_unread",
    ),
    33: Defence(
        "credcheck/verify.py",
        ("for place in _different(told[part], found[part], part)]",
         "for place in ()]"),
        "tests/test_verify.py::test_what_was_changed_is_named_even_with_a_new_digest",
    ),
    34: Defence(
        "credcheck/store/_lines.py",
        ('    if json.loads(last or b"null") != {"digest": digest.hexdigest()}:',
         "    if False:"),
        "tests/store/test_archive.py::test_an_archive_from_which_a_line_was_taken_or_a_note_changed_is_refused",
    ),
    35: Defence(
        "credcheck/mirror/manifest.py",
        ("    if crc != expected:",
         "    if False:"),
        "tests/mirror/test_mirror.py::test_a_flipped_byte_is_named_as_damage_when_verified_or_read",
    ),
    36: Defence(
        "credcheck/wording.py",
        ("(room(name).get(id) if name in rooms() else None)",
         "room(name).get(id)"),
        "tests/test_wording.py::test_an_id_of_a_foreign_report_names_no_file",
    ),
    37: Defence(
        "credcheck/store/_lines.py",
        ("            if size > most:",
         "            if False:"),
        "tests/store/test_archive.py::test_a_packed_bomb_is_refused_in_bounded_memory",
    ),
    38: Defence(
        "credcheck/store/_archive.py",
        ("ASKED_ANEW = (ANSWERS, CHALLENGES)",
         "ASKED_ANEW = ()"),
        "tests/store/test_archive.py::test_what_registers_answered_and_which_codes_were_sent_is_believed_of_no_archive",
    ),
    39: Defence(
        "credcheck/store/_lines.py",
        ("    if column in READ_AS:",
         "    if False:"),
        "tests/store/test_archive.py::test_a_value_that_no_list_could_show_is_refused_whole",
    ),
    56: Defence(
        "credcheck/wire/_codec.py",
        ("if abs(found := _exactly(value, kind)) > LARGEST:",
         "if (found := _exactly(value, kind)) is None:"),
        "tests/test_wire.py::test_a_wrong_shape_is_refused_and_its_place_is_named",
    ),
    # clipboard and socket
    40: Defence(
        "credcheck/gui/clip.py",
        ("    if is_secret(formats, hint):",
         "    if False:"),
        "tests/gui/test_clip.py::test_what_a_password_manager_marked_is_never_handed_on",
    ),
    41: Defence(
        "credcheck/gui/listener.py",
        ("self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)",
         "self._server.setSocketOptions(QLocalServer.SocketOption.WorldAccessOption)"),
        "tests/gui/test_instance.py::test_only_the_same_user_can_connect",
    ),
    42: Defence(
        "credcheck/gui/instance.py",
        ("if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:",
         "if False:"),
        "tests/gui/test_instance.py::test_a_runtime_folder_that_others_can_enter_is_not_used",
    ),
    43: Defence(
        "credcheck/gui/instance.py",
        ("except (ValueError, TypeError, KeyError, AttributeError, RecursionError):",
         "except ZeroDivisionError:"),
        "tests/gui/test_instance.py::test_nonsense_on_the_wire_is_no_request",
    ),
    # what lies on the disk
    50: Defence(
        "credcheck/store/_open.py",
        ("        file.chmod(0o600)",
         "        pass"),
        "tests/store/test_store.py::test_an_open_mode_of_an_older_file_is_narrowed",
    ),
    51: Defence(
        "credcheck/store/_open.py",
        ("hide_parameters=True",
         "hide_parameters=False"),
        "tests/test_secrets.py::test_history_batch_and_verify_say_nothing_of_whom",
    ),
    52: Defence(
        "credcheck/mirror/storing.py",
        ("        folder.chmod(0o700)",
         "        pass"),
        "tests/mirror/test_storing.py::test_only_the_user_can_enter_a_copy_also_where_the_folder_above_is_open",
    ),
    53: Defence(
        "credcheck/store/_log.py",
        ("elif digest != row.digest:",
         "elif False:"),
        "tests/store/test_log.py::test_a_rewritten_content_needs_a_rewritten_chain",
    ),
    54: Defence(
        "credcheck/store/_open.py",
        ('"secure_delete=ON"',
         '"secure_delete=OFF"'),
        "tests/store/test_erase.py::test_no_byte_of_an_erased_subject_is_left_in_the_file",
    ),
    55: Defence(
        "credcheck/signing.py",
        ("    except (InvalidSignature, ValueError):\n        return False",
         "    except (InvalidSignature, ValueError):\n        return True"),
        "tests/test_signing.py::test_what_was_signed_holds_and_nothing_else",
    ),
    # who reads a report
    65: Defence(
        "credcheck/report/_ink.py",
        ("    flat = PILE.sub(",
         "    flat = (lambda _, shown: shown)("),
        "tests/report/test_pdf.py::test_a_pile_of_marks_on_one_letter_is_counted_not_set",
    ),
    60: Defence(
        "credcheck/report/html.py",
        ("autoescape=True",
         "autoescape=False"),
        "tests/report/test_html.py::test_hostile_text_stays_text",
    ),
    61: Defence(
        "resources/report/report.html.j2",
        ("default-src 'none'; ",
         ""),
        "tests/report/test_html.py::test_the_policy_allows_this_style_sheet_and_nothing_else",
    ),
    62: Defence(
        "credcheck/report/_words.py",
        ('not url.startswith("https://") or ',
         ""),
        "tests/report/test_html.py::test_only_a_plain_https_address_becomes_a_link",
    ),
    63: Defence(
        "credcheck/report/csv.py",
        ('return f"\'{shown}" if cell.lstrip(" ").startswith(FORMULA) or shown.startswith(FORMULA) else shown',
         "return shown"),
        f"{SAID}::test_no_cell_becomes_a_formula",
    ),
    64: Defence(
        "credcheck/report/xlsx.py",
        ('"strings_to_formulas": False, "strings_to_urls": False',
         '"strings_to_formulas": True, "strings_to_urls": True'),
        f"{SAID}::test_no_cell_of_a_workbook_is_a_formula_or_a_link",
        ("self._sheet.write_string(self._rows, place, cell, style)", "self._sheet.write(self._rows, place, cell, style)"),
    ),
}  # fmt: skip


def main() -> int:
    """Try the chosen ones, or all."""
    chosen = [int(word) for word in sys.argv[1:]] or list(DEFENCES)
    unseen = [number for number in chosen if not is_noticed(number, DEFENCES[number])]
    print(f"{len(chosen)} defences taken out, {len(unseen)} not noticed: {unseen}")
    return int(bool(unseen))


def is_noticed(number: int, defence: Defence) -> bool:
    """Whether the test passes with the defence and fails without it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
        stood = passes(copy, defence.test)
        file = copy / defence.file
        without = file.read_text("utf-8").replace(*defence.change)
        file.write_text(without.replace(*defence.also) if defence.also[0] else without, "utf-8")
        fell = not passes(copy, defence.test)
    print(f"{number:>3}  {'noticed' if stood and fell else 'NOT NOTICED'}  {defence.test}", flush=True)
    return stood and fell


def passes(copy: Path, test: str) -> bool:
    """Whether a test passes in a copy of the program."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    env = os.environ | {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stdout[-2000:] + ran.stderr[-2000:])
    return ran.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
