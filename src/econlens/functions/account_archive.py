"""Everything about a user as one ZIP archive: JSON for programs, CSV for people and EconLens."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from msgspec import convert

from econlens.api import account_schemas as a
from econlens.api.file_names import file_name
from econlens.api.portfolio_views import portfolio_response
from econlens.api.upload_views import rates_response, upload_status_response
from econlens.domain.sharing import ShareLink
from econlens.reference.exchange_rates import default_rates
from econlens.usecases.gather_account import AccountRecord
from econlens.usecases.portfolio_csv import portfolio_csv

README = """\
All that EconLens holds about you.

account.json      your profile, your preferences, what you have changed when, and where you are
                  signed in
portfolios.json   every portfolio with its holdings
portfolios/*.csv  the same, one file each, to be uploaded to EconLens or opened in a spreadsheet
uploads.json      the files you have sent: their names, results and problems, not the files, which
                  are deleted once they have been read
imports.json      what you have told us about your files: your rates of exchange, and which column
                  means what, by a signature of the titles
shares.json       the links you have made; their tokens and passphrases are kept nowhere
"""


def archive(record: AccountRecord) -> bytes:
    """The archive as bytes. Names in it hold no more than letters, digits and hyphens."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive_file:
        archive_file.writestr("README.txt", README)
        archive_file.writestr("account.json", _json(_account(record)))
        portfolios = [portfolio_response(portfolio) for portfolio in record.portfolios]
        archive_file.writestr("portfolios.json", _json(portfolios))
        for number, portfolio in enumerate(record.portfolios, 1):
            name = f"portfolios/{number:03}-{file_name(portfolio.name)}.csv"
            archive_file.writestr(name, portfolio_csv(portfolio.holdings))
        uploads = [upload_status_response(upload) for upload in record.uploads]
        archive_file.writestr("uploads.json", _json(uploads))
        archive_file.writestr("imports.json", _json(_imports(record)))
        archive_file.writestr("shares.json", _json([_share(link) for link in record.shares]))
    return buffer.getvalue()


def _account(record: AccountRecord) -> dict[str, object]:
    changes = [
        a.AccountChangeResponse(
            field=recorded.change.field,
            before=recorded.change.before,
            after=recorded.change.after,
            at=recorded.at,
        )
        for recorded in record.changes
    ]
    return {
        "userId": record.user_id,
        "profile": convert(record.profile, a.ProfileRecord, from_attributes=True),
        "preferences": convert(record.preferences, a.PreferencesResponse, from_attributes=True),
        "changes": changes,
        "devices": [
            {"name": device.name, "signedInAt": device.signed_in_at, "usedAt": device.used_at}
            for device in record.devices
        ],
    }


def _imports(record: AccountRecord) -> dict[str, object]:
    return {
        "rates": rates_response(record.rates, default_rates()).rates,
        "mappings": [
            {
                "signature": signature,
                "columns": mapping.columns,
                "decimalSign": mapping.decimal_sign,
                "currency": mapping.currency,
            }
            for signature, mapping in record.mappings.items()
        ],
    }


def _share(link: ShareLink) -> dict[str, object]:
    return {
        "id": link.id,
        "portfolioId": link.portfolio_id,
        "permissions": link.permission,
        "hideAmounts": link.hide_amounts,
        "hasPassphrase": link.passphrase_hash is not None,
        "createdAt": link.created_at,
        "expiresAt": link.expires_at,
        "viewCount": link.view_count,
        "lastViewedAt": link.last_viewed_at,
    }


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)
