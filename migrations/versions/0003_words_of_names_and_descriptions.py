"""Words of names and descriptions are found through an index."""

from alembic import op

from app.directory.search import text_index

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text_index.install(op.get_bind())


def downgrade() -> None:
    text_index.remove(op.get_bind())
