"""Opens an export in DuckDB, pandas and Spark, as it is, and recomputes the report's markouts from it.

    check.py PARQUET_DIR CSV_DIR REPORT.html
"""

import glob
import json
import os
import re
import sys

import duckdb
import pandas


def facts(report):
    with open(report, encoding="utf-8") as page:
        found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', page.read(), re.DOTALL)
    return json.loads(found.group(1))


def table(folder, name):
    return f"'{folder}/{name}.parquet'"


def same(connection, parquet, csv):
    """The same rows in both formats, and in pandas."""
    names = sorted(os.path.basename(path)[: -len(".parquet")] for path in glob.glob(f"{parquet}/*.parquet"))
    assert len(names) == 13, names
    for name in names:
        rows = connection.execute(f"select count(*) from {table(parquet, name)}").fetchone()[0]
        text = connection.execute(
            f"select count(*) from read_csv('{csv}/{name}.csv.gz', header = true, all_varchar = true)"
        ).fetchone()[0]
        frame = pandas.read_parquet(f"{parquet}/{name}.parquet")
        assert rows == text == len(frame), (name, rows, text, len(frame))
        if "time" in frame:
            assert str(frame["time"].dtype) == "datetime64[us, UTC]", frame["time"].dtype
            assert (frame["time"].astype("int64") == frame["time_nanos"] // 1000).all(), name
    columns = "sequence, time_nanos, mid_half_ticks, fair_micro_ticks, volatility, trigger"
    halves = [
        connection.execute(f"select count(*) from (select {columns} from {one} except select {columns} from {other})").fetchone()[0]
        for one, other in (
            (table(parquet, "decisions"), f"read_csv('{csv}/decisions.csv.gz')"),
            (f"read_csv('{csv}/decisions.csv.gz')", table(parquet, "decisions")),
        )
    ]
    assert halves == [0, 0], "decisions differ between the formats"
    return names


def markouts(connection, parquet, report):
    """As the report defines them: the mid of the last decision at or before fill plus horizon, by the venue's time of the fill."""
    judged = 0
    for market in report["markets"]:
        for curve in market["markouts"][:3]:
            side = {"all fills": "true", "buys": "side = 'buy'", "sells": "side = 'sell'"}[curve["name"]]
            for point in curve["points"]:
                lots, ticks = connection.execute(
                    f"""
                    with mids as (
                        select time_nanos as moment, last(mid_half_ticks order by sequence) as mid2
                        from {table(parquet, "decisions")}
                        where symbol = $symbol and mid_half_ticks is not null group by moment),
                    due as (
                        select coalesce(exchange_time_nanos, time_nanos) + $millis::bigint * 1000000 as moment, lots, price_ticks,
                            case side when 'buy' then 1 else -1 end as sign
                        from {table(parquet, "fills")} where symbol = $symbol and order_id <> 0 and {side})
                    select sum(lots), sum(lots * sign * (mid2 - 2 * price_ticks)) / 2.0 / sum(lots)
                    from due asof join mids on mids.moment <= due.moment
                    where due.moment <= (select max(moment) from mids)
                    """,
                    {"symbol": market["symbol"], "millis": point["millis"]},
                ).fetchone()
                if lots is None:
                    assert point["ticks"] is None, point
                else:
                    assert abs(ticks - point["ticks"]) < 1e-9, (curve["name"], point, ticks)
                    judged += 1
    return judged


def profit(connection, parquet, report):
    """The last row of each market's profit and loss adds up, and is the report's."""
    for market in report["markets"]:
        spread, inventory, fees, funding, total, scale = connection.execute(
            f"""
            select spread_quanta, inventory_quanta, fees_quanta, funding_quanta, total_quanta, quote_scale
            from {table(parquet, "pnl")} p join {table(parquet, "instruments")} i using (epoch, symbol)
            where symbol = $symbol order by sequence desc limit 1
            """,
            {"symbol": market["symbol"]},
        ).fetchone()
        assert total == spread + inventory - fees + funding
        assert round(float(market["total"]) * 10**scale) == total, (market["total"], total)


def spark(parquet, names):
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        session.sparkContext.setLogLevel("ERROR")
        for name in names:
            frame = session.read.parquet(f"{parquet}/{name}.parquet")
            rows = frame.toPandas() if name == "fills" else frame.count()
            types = dict(frame.dtypes)
            assert types.get("time", "timestamp") == "timestamp", types
            assert name != "fills" or len(rows) > 0
    finally:
        session.stop()


def main(parquet, csv, page):
    connection = duckdb.connect()
    report = facts(page)
    names = same(connection, parquet, csv)
    judged = markouts(connection, parquet, report)
    assert judged > 10, judged
    profit(connection, parquet, report)
    spark(parquet, names)
    fills = connection.execute(f"select count(*) from {table(parquet, 'fills')}").fetchone()[0]
    print(f"RESULT: {len(names)} tables alike in DuckDB, pandas and Spark; {judged} markouts of {fills} fills as the report's")


if __name__ == "__main__":
    main(*sys.argv[1:])
