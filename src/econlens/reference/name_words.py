"""The words by which a security's name betrays what it is. Rules are tried from the top.

A rule matches when every one of its groups has a phrase that stands in the name as whole words.
Names are compared in capitals without full stops, apostrophes, hyphens and commas.
"""

from econlens.domain.assets import Category, Region, Sector

Phrases = tuple[str, ...]

BOND = ("BOND", "BONDS", "BD", "BDS", "DEBT", "AGGREGATE", "AGG", "FIXED INCOME", "TREASURY")
WORLD = ("GLOBAL", "WORLD", "ALL WORLD", "ACWI", "ALL COUNTRY")
ABROAD = ("INTL", "INTERNATIONAL", "EX US", "EX USA", "EX UNITED STATES", "OVERSEAS")
EMERGING = ("EMERGING", "EMERG", "EMRG", "EM", "CHINA", "INDIA", "BRAZIL", "TAIWAN", "KOREA")
DEVELOPED = ("EAFE", "DEVELOPED", "EUROPE", "EUROPEAN", "JAPAN", "PACIFIC", "EURO STOXX", "STOXX")
EUROPE_OR_CANADA = ("EUR", "EURO", "EUROZONE", "UK", "GILT", "GILTS", "BUND", "CANADIAN", "CANADA")

CASH: Phrases = (
    "MONEY MARKET",
    "MONEY MKT",
    "CASH RESERVES",
    "CASH RESERVE",
    "CASH SWEEP",
    "BANK SWEEP",
    "SWEEP ACCOUNT",
    "CASH BALANCE",
    "FDIC INSURED",
)
CRYPTO: Phrases = ("BITCOIN", "ETHEREUM", "ETHER", "CRYPTO", "CRYPTOCURRENCY")
MIXED: Phrases = (*("BALANCED", "ALLOCATION", "LIFESTRATEGY", "TARGET RETIREMENT", "TARGET DATE"),)
BOND_ONLY: Phrases = (
    "TREAS BDS",
    "TREAS NTS",
    "TREAS BILL",
    "TREAS BILLS",
    "TREASURY BILL",
    "TREASURY NOTE",
    "TREASURY BOND",
    "SR NT",
    "SR NOTE",
    "DEBENTURE",
    "REV BDS",
    "GO BDS",
)
FUND: Phrases = (
    "ETF",
    "ETC",
    "UCITS",
    "FUND",
    "FUNDS",
    "FD",
    "FDS",
    "INDEX",
    "ISHARES",
    "SPDR",
    "PROSHARES",
    "PORTFOLIO",
    *MIXED,
)
EXCHANGE_TRADED: Phrases = ("ETF", "ETC", "UCITS", "ISHARES", "SPDR", "PROSHARES")
REIT: Phrases = ("REIT", "REITS", "REAL ESTATE INVESTMENT TRUST", "REALTY")
FOREIGN_LEGAL_FORM: Phrases = (
    *("PLC", "SA", "AG", "NV", "SE", "ASA", "AB", "OYJ", "SPA", "KGAA", "AS"),
)
COMPANY: Phrases = (
    *("INC", "INCORPORATED", "CORP", "CORPORATION", "CO", "COMPANY", "LTD", "LIMITED", "LP"),
    *("HOLDINGS", "HLDGS", "HLDG", "GROUP", "GRP", "ADR", "ADS", "COM", "COMMON STOCK", "ORD"),
    *("CLASS A", "CLASS B", "CLASS C", "CL A", "CL B", "CL C"),
    *FOREIGN_LEGAL_FORM,
)

LEVERAGED: Phrases = (
    *("2X", "3X", "ULTRA", "ULTRAPRO", "ULTRASHORT", "BULL", "BEAR", "INVERSE", "LEVERAGED"),
)
ULTRA_SHORT_TERM: Phrases = ("ULTRA SHORT",)

FUND_CATEGORIES: tuple[tuple[tuple[Phrases, ...], Category], ...] = (
    ((("TIPS", "INFLATION", "INFL", "INFLATION PROTECTED"),), Category.INFLATION_PROTECTED),
    ((("HIGH YIELD", "HI YLD", "HIGH YLD"), ("DIVIDEND", "DIV", "EQUITY")), Category.US_LARGE_CAP),
    (
        (("HIGH YIELD", "HI YLD", "HIGH YLD", "JUNK", "SENIOR LOAN", "BANK LOAN"),),
        Category.HIGH_YIELD_BONDS,
    ),
    (
        ((*CASH, "T BILL", "TBILL", "0 3 MONTH", "1 3 MONTH", "3 MONTH", "OVERNIGHT"),),
        Category.CASH_EQUIVALENTS,
    ),
    ((BOND, (*WORLD, *ABROAD, *EMERGING)), Category.INTERNATIONAL_BONDS),
    (
        (("CORP", "CORPORATE", "CREDIT", "INVESTMENT GRADE", "PREFERRED", *ULTRA_SHORT_TERM),),
        Category.CORPORATE_BONDS,
    ),
    (
        ((*BOND, "TREAS", "GOVERNMENT", "GOVT", "MUNI", "MUNICIPAL", "TAX EXEMPT", "MORTGAGE"),),
        Category.GOVERNMENT_BONDS,
    ),
    ((("GILT", "GILTS", "BUND"),), Category.INTERNATIONAL_BONDS),
    (((*REIT, "REAL ESTATE", "PROPERTY"),), Category.REAL_ESTATE),
    ((("MINERS", "MINING"),), Category.INTERNATIONAL_DEVELOPED),
    (
        (("GOLD", "SILVER", "PLATINUM", "COMMODITY", "COMMODITIES", "CRUDE OIL"),),
        Category.COMMODITIES,
    ),
    ((EMERGING,), Category.EMERGING_MARKETS),
    (((*ABROAD, *DEVELOPED),), Category.INTERNATIONAL_DEVELOPED),
    ((("SMALL CAP", "SMALL", "SMALLCAP", "RUSSELL 2000", "S&P 600"),), Category.US_SMALL_CAP),
    (
        (("MID CAP", "MIDCAP", "MID", "EXTENDED MARKET", "EXTENDED MKT", "S&P 400"),),
        Category.US_MID_CAP,
    ),
    ((WORLD,), Category.US_LARGE_CAP),
    (
        (
            (
                *(
                    "S&P 500",
                    "500 INDEX",
                    "500 INDX",
                    "SP 500",
                    "NASDAQ",
                    "NASDAQ 100",
                    "DOW JONES",
                ),
                *("TOTAL STOCK", "TOTAL STK", "TOTAL MARKET", "BROAD MARKET", "RUSSELL 1000"),
                *("LARGE CAP", "LARGE", "LARGECAP", "MEGA CAP", "BLUE CHIP", "US EQUITY"),
                *("DIVIDEND", "GROWTH", "VALUE"),
            ),
        ),
        Category.US_LARGE_CAP,
    ),
)

SECTORS: tuple[tuple[Phrases, Sector], ...] = (
    (
        ("BIOTECH", "HEALTH CARE", "HEALTHCARE", "PHARMA", "PHARMACEUTICALS", "THERAPEUTICS"),
        Sector.HEALTH_CARE,
    ),
    (
        ("TECHNOLOGY", "TECH", "SEMICONDUCTOR", "SOFTWARE", "CYBERSECURITY"),
        Sector.INFORMATION_TECHNOLOGY,
    ),
    (("FINANCIAL", "FINANCIALS", "BANK", "BANKS", "BANCORP", "INSURANCE"), Sector.FINANCIALS),
    (("ENERGY", "PETROLEUM", "OIL & GAS", "PIPELINE"), Sector.ENERGY),
    (("UTILITIES", "UTILITY"), Sector.UTILITIES),
    (("CONSUMER STAPLES",), Sector.CONSUMER_STAPLES),
    (("CONSUMER DISCRETIONARY",), Sector.CONSUMER_DISCRETIONARY),
    (("COMMUNICATION SERVICES", "TELECOM", "TELEKOM"), Sector.COMMUNICATION_SERVICES),
    (("INDUSTRIAL", "INDUSTRIALS", "AEROSPACE & DEFENSE"), Sector.INDUSTRIALS),
    (("MATERIALS", "MINING", "MINERS", "MINES"), Sector.MATERIALS),
    ((*REIT, "REAL ESTATE"), Sector.REAL_ESTATE),
)

# Where a ticker is listed, by its suffix, and where a company is registered, by its ISIN.
EXCHANGE_REGIONS = {
    "TO V NE CN L DE F PA AS BR MI MC SW VX ST CO HE OL T AX HK SI VI LS IR NZ TA": (
        Region.DEVELOPED_INTERNATIONAL
    ),
    "SS SZ NS BO SA MX JK BK KS KQ TW TWO KL JO IS WA": Region.EMERGING_MARKETS,
}
ISIN_REGIONS = {
    "US": Region.US,
    "AT AU BE CA CH DE DK ES FI FR GB HK IE IL IT JP LU NL NO NZ PT SE SG": (
        Region.DEVELOPED_INTERNATIONAL
    ),
    "BR CL CN CO CZ GR HU ID IN KR MX MY PE PH PL TH TR TW ZA": Region.EMERGING_MARKETS,
}
