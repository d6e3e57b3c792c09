"""What sentences mean, as vectors of the encoder; they are made when somebody first searches by meaning."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "sentence_vectors",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("spans", sa.LargeBinary(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.number"], name=op.f("fk_sentence_vectors_document_documents")
        ),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_sentence_vectors")),
    )
