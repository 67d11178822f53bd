"""Read a file as its user says, or as they said for an earlier one with the same titles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from econlens.domain.issues import Issue, Severity
from econlens.domain.upload import (
    ColumnMeaning,
    ColumnSample,
    FileColumns,
    FileMapping,
    ImportChoices,
)
from econlens.importing.mapping import ColumnMapping, describe_columns
from econlens.importing.read import read_file
from econlens.importing.result import FileKind, ImportResult
from econlens.importing.words import Column

# Questions that only the user can answer.
_OPEN_QUESTIONS = frozenset(
    {"NO_HOLDINGS_TABLE", "DECIMAL_SIGN_GUESSED", "CURRENCY_UNKNOWN", "VALUES_DISAGREE"}
)
_KEPT_OF_ACCOUNT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUpload:
    """columns: what to ask the user about, where the file leaves a question open. learnt: the
    signature to remember the user's mapping by, once it has proved right."""

    result: ImportResult
    columns: FileColumns | None = None
    learnt: str | None = None


def read_upload(
    data: bytes, choices: ImportChoices, remembered: Mapping[str, FileMapping]
) -> ReadUpload:
    """remembered: earlier mappings by signature; the user's word for this file goes before them."""
    mapping = choices.mapping
    seen = _describe(data) if mapping or remembered else None
    known = remembered.get(seen.signature) if seen and mapping is None else None
    result = read_file(data, _column_mapping(mapping or known))
    if known:
        result = replace(result, issues=(*result.issues, _REMEMBERED))
    codes = {issue.code for issue in result.issues}
    # None of the holdings is usable: another column may tell what they are.
    asks = not codes.isdisjoint(_OPEN_QUESTIONS) or codes >= {"UNRESOLVED_HOLDING", "NO_ROWS"}
    mapped_wrong = (mapping or known) is not None and not result.accepted
    if result.kind is not FileKind.ACTIVITIES and (asks or mapped_wrong):
        seen = seen or _describe(data)
    shown = seen if seen and seen.columns and (asks or mapped_wrong) else None
    learnt = seen.signature if seen and mapping is not None and result.accepted else None
    return ReadUpload(result=result, columns=shown, learnt=learnt)


def _column_mapping(mapping: FileMapping | None) -> ColumnMapping | None:
    if mapping is None:
        return None
    return ColumnMapping(
        columns={column.index: Column(column.meaning) for column in mapping.columns},
        decimal_sign=mapping.decimal_sign,
        currency=mapping.currency,
    )


def _describe(data: bytes) -> FileColumns:
    seen = describe_columns(data)
    return FileColumns(
        signature=seen.signature,
        header_line=seen.header_line,
        columns=tuple(
            ColumnSample(
                index=column.index,
                title=column.title,
                samples=_shown(column.samples, column.guess),
                guess=None if column.guess is None else ColumnMeaning(column.guess.value),
            )
            for column in seen.columns
        ),
    )


def _shown(samples: tuple[str, ...], guess: Column | None) -> tuple[str, ...]:
    """Account numbers are personal data: these samples are stored, so they keep four characters."""
    if guess is not Column.ACCOUNT:
        return samples
    return tuple(f"…{sample[-_KEPT_OF_ACCOUNT:]}" for sample in samples)


_REMEMBERED = Issue(
    code="MAPPING_REMEMBERED",
    message="The columns were read as you said for an earlier file with the same titles.",
    severity=Severity.INFO,
    suggested_fix="Map the columns anew if that is wrong for this file.",
)
