"""Uploads and rates of exchange as wire types, and back."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import convert

from econlens.api import schemas as s
from econlens.api import upload_schemas as u
from econlens.api.portfolio_views import asset_responses
from econlens.domain.rates import DefaultRates, Rate, UsedRate
from econlens.domain.upload import (
    FileMapping,
    ImportChoices,
    MappedColumn,
    PlannedPortfolio,
    Upload,
    UploadResult,
)
from econlens.importing.brokers import spoken_name

# A function's answer is at most 6 MB; the whole of a larger preview is stored all the same.
PREVIEW_HOLDINGS = 5000


def choices_of(body: u.UploadCreateRequest | u.ProcessAgainRequest) -> ImportChoices:
    return ImportChoices(
        accounts=body.accounts,
        currency=body.currency,
        mapping=None if body.mapping is None else _mapping(body.mapping),
    )


def rates_of(body: u.RatesRequest) -> list[Rate]:
    return [
        Rate(
            from_currency=rate.from_currency,
            to_currency=rate.to_currency,
            value=rate.rate,
            as_of=rate.as_of,
        )
        for rate in body.rates
    ]


def rates_response(rates: Iterable[Rate], defaults: DefaultRates) -> u.RatesResponse:
    return u.RatesResponse(
        rates=[
            u.RateResponse(
                from_currency=rate.from_currency,
                to_currency=rate.to_currency,
                rate=rate.value,
                as_of=rate.as_of,
            )
            for rate in rates
        ],
        defaults=u.DefaultRatesResponse(
            as_of=defaults.as_of,
            source=defaults.source,
            base="EUR",
            rates=[
                u.DefaultRateResponse(currency=currency, rate=rate)
                for currency, rate in defaults.per_euro.items()
            ],
        ),
    )


def upload_status_response(upload: Upload) -> u.UploadStatusResponse:
    seen = upload.columns
    return u.UploadStatusResponse(
        upload_id=upload.id,
        file_name=upload.request.file_name,
        status=upload.status,
        progress=upload.progress_percent,
        validate_only=upload.request.validate_only,
        mode=upload.request.mode,
        accounts=upload.request.choices.accounts,
        result=None if upload.result is None else _result(upload.result),
        columns=None
        if seen is None
        else convert(seen.columns, list[u.ColumnResponse], from_attributes=True),
        header_line=None if seen is None else seen.header_line,
        file_kept_until=upload.file_kept_until,
        issues=convert(upload.issues, list[u.UploadIssue], from_attributes=True),
        created_at=upload.created_at,
        updated_at=upload.updated_at,
    )


def _mapping(mapping: u.FileMappingRequest) -> FileMapping:
    return FileMapping(
        columns=tuple(
            MappedColumn(index=column.index, meaning=column.meaning) for column in mapping.columns
        ),
        decimal_sign=mapping.decimal_sign,
        currency=mapping.currency,
    )


def _result(result: UploadResult) -> u.UploadResultResponse:
    return u.UploadResultResponse(
        portfolio_ids=list(result.portfolio_ids),
        holding_count=result.holding_count,
        total_value=result.total_value,
        broker=result.broker,
        broker_name=spoken_name(result.broker) if result.broker else None,
        currency=result.currency,
        as_of=result.as_of,
        accounts=list(result.accounts),
        rates=[_used_rate(rate) for rate in result.rates],
        preview=_preview(result.planned) if result.planned else None,
        planned=[_planned(each) for each in result.planned] if result.planned else None,
    )


def _used_rate(rate: UsedRate) -> u.UsedRateResponse:
    return u.UsedRateResponse(
        from_currency=rate.from_currency,
        to_currency=rate.to_currency,
        rate=rate.value,
        source=rate.source,
        as_of=rate.as_of,
    )


def _preview(planned: Iterable[PlannedPortfolio]) -> list[s.AssetResponse]:
    assets: list[s.AssetResponse] = []
    for each in planned:
        left = PREVIEW_HOLDINGS - len(assets)
        assets += asset_responses(each.draft.holdings)[:left]
    return assets


def _planned(each: PlannedPortfolio) -> u.PlannedPortfolioResponse:
    draft, old = each.draft, each.replaces
    return u.PlannedPortfolioResponse(
        name=draft.name,
        currency=draft.currency,
        holding_count=len(draft.holdings),
        total_value=sum((holding.market_value for holding in draft.holdings), Decimal(0)),
        risk_score=each.score,
        portfolio_id=None if old is None else old.id,
        old_currency=None if old is None else old.currency,
        changes=convert(each.changes, list[u.HoldingChangeResponse], from_attributes=True),
    )
