"""Large Parquet files.

    large.py row_group DIR MEGABYTES    one row group of that size, most of it text
    large.py check IN OUT               prints whether a row group is another one but for what was found in it
    large.py wide DIR MEGABYTES         40 columns, one of them text, of that size together; prints how many
                                        bytes the chunks of the text take
"""

import itertools
import os
import random
import sys

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import raw

PART = 20_000


def texts(rng):
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randrange(2, 11))) for _ in range(5000)]
    return [
        " ".join(rng.choices(words, k=30)) + (f" user{number}@example.com" if number % 10 == 0 else "")
        for number in range(PART)
    ]


def row_group(folder, megabytes):
    part = pa.array(texts(random.Random(1)))
    count = (int(megabytes) << 20) // part.nbytes + 1
    numbers = pa.array(range(PART), pa.int64())
    table = pa.table({"n": pa.chunked_array([numbers] * count), "text": pa.chunked_array([part] * count)})
    # Dictionaries would make all parts after the first one small.
    pq.write_table(table, os.path.join(folder, "large.parquet"), row_group_size=1 << 40, use_dictionary=False)


def check(before, after):
    files = [pq.ParquetFile(os.path.join(folder, "large.parquet")) for folder in (before, after)]
    if files[0].num_row_groups != files[1].num_row_groups:
        print("other row groups")
    batches = [file.iter_batches(10_000) for file in files]
    for number, (old, new) in enumerate(itertools.zip_longest(*batches)):
        if old is None or new is None:
            print("other rows")
            return
        wanted = pc.replace_substring_regex(old.column("text"), r"user\d+@example\.com", "<EMAIL_ADDRESS>")
        if not (old.column("n").equals(new.column("n")) and wanted.equals(new.column("text"))):
            print(f"batch {number} differs")


def wide(folder, megabytes):
    rng = random.Random(2)
    numbers = {f"c{column:02}": pa.array([rng.random() for _ in range(PART)]) for column in range(39)}
    table = pa.table(numbers | {"text": texts(rng)})
    count = (int(megabytes) << 20) // table.nbytes + 1
    path = os.path.join(folder, "wide.parquet")
    pq.write_table(pa.concat_tables([table] * count), path, row_group_size=50_000, use_dictionary=False)
    file = raw.File(path)
    print(sum(raw.get(chunk, 3, 7) for _, column, chunk in file.chunks() if column == 39))


def main():
    command, *arguments = sys.argv[1:]
    {"row_group": row_group, "check": check, "wide": wide}[command](*arguments)


main()
