"""Give each kind of database its index of tokens, and one of the parts of words.

The indexes follow their tables by triggers and generated columns: whatever deletes a row, also a
cascade or a flush, leaves nothing behind in them.
"""

from django.db import migrations

MAKE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE search_index USING fts5(
            tokens, content='search_content', content_rowid='findable_id', detail='none',
            columnsize=0, tokenize="ascii tokenchars ':=_-'")
        """,
        """
        CREATE TRIGGER search_content_added AFTER INSERT ON search_content BEGIN
            INSERT INTO search_index(rowid, tokens) VALUES (new.findable_id, new.tokens); END
        """,
        """
        CREATE TRIGGER search_content_deleted AFTER DELETE ON search_content BEGIN
            INSERT INTO search_index(search_index, rowid, tokens)
            VALUES ('delete', old.findable_id, old.tokens); END
        """,
        """
        CREATE TRIGGER search_content_changed AFTER UPDATE OF tokens ON search_content BEGIN
            INSERT INTO search_index(search_index, rowid, tokens)
            VALUES ('delete', old.findable_id, old.tokens);
            INSERT INTO search_index(rowid, tokens) VALUES (new.findable_id, new.tokens); END
        """,
        """
        CREATE VIRTUAL TABLE search_parts USING fts5(
            folded, content='search_word', content_rowid='id', tokenize='trigram')
        """,
        """
        CREATE TRIGGER search_word_added AFTER INSERT ON search_word BEGIN
            INSERT INTO search_parts(rowid, folded) VALUES (new.id, new.folded); END
        """,
        """
        CREATE TRIGGER search_word_deleted AFTER DELETE ON search_word BEGIN
            INSERT INTO search_parts(search_parts, rowid, folded)
            VALUES ('delete', old.id, old.folded); END
        """,
    ],
    "postgresql": [
        """
        ALTER TABLE search_content ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED
        """,
        "CREATE INDEX search_content_vector ON search_content USING gin (vector)",
    ],
}
UNMAKE = {
    "sqlite": [
        *(
            f"DROP TRIGGER IF EXISTS search_{name}"
            for name in (
                *("content_added", "content_deleted", "content_changed"),
                *("word_added", "word_deleted"),
            )
        ),
        "DROP TABLE IF EXISTS search_index",
        "DROP TABLE IF EXISTS search_parts",
    ],
    "postgresql": [
        "DROP INDEX IF EXISTS search_word_parts",
        "DROP INDEX IF EXISTS search_content_vector",
        "ALTER TABLE search_content DROP COLUMN IF EXISTS vector",
    ],
}
#: Without the extension, which some servers do not offer, words are found by reading them all.
TRIGRAMS = """
    SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'
       AND (installed_version IS NOT NULL OR has_database_privilege(current_database(), 'CREATE'))
"""


def make(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in MAKE[connection.vendor]:
            cursor.execute(statement)
        if connection.vendor != "postgresql":
            return
        cursor.execute(TRIGRAMS)
        if cursor.fetchone():
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                "CREATE INDEX search_word_parts ON search_word USING gin (folded gin_trgm_ops)"
            )


def unmake(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in UNMAKE[connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake, elidable=False)]
