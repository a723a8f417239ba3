"""Asking a questionnaire of people: where, until when, by which channels, in which languages; what lets a device or a person in."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.participation.receipts import new_receipt
from app.participation.rules import BY_DEVICE, SMALLEST, Audience, Refresh


class Campaign(Base):
    """One questionnaire asked in one place or of one group."""

    __tablename__ = "campaign"
    __table_args__ = (
        Index(None, "organisation_id", "closed_at"),
        CheckConstraint(f"k >= {SMALLEST[Audience.TEAM]}", name="enough_people"),
        CheckConstraint(one_of("audience", Audience), name="known_audience"),
        CheckConstraint(one_of("refresh", Refresh), name="known_refresh"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    """What addresses say; it tells nothing of what a sensitive questionnaire is about."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    """The version that is asked of whoever begins now."""
    name: Mapped[str] = mapped_column(String(120))
    """Who asks, or where: told to those who answer."""
    languages: Mapped[list[str]] = mapped_column(JSON)
    channels: Mapped[list[str]] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closes_on: Mapped[date | None]
    """The last day on which somebody may begin (Paris)."""
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    results_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when results are shown: once, whole. Nothing is added to them any more."""
    needs_code: Mapped[bool] = mapped_column(default=False)
    """Whether each answer spends an access code."""
    is_listed: Mapped[bool] = mapped_column(default=False)
    """Whether `/enquetes` shows it."""
    audience: Mapped[str] = mapped_column(String(10), default=Audience.TEAM)
    k: Mapped[int] = mapped_column(default=SMALLEST[Audience.TEAM])
    series_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="SET NULL"), index=True)
    """The first campaign of those that ask the same again; None: this is the first, or the only one."""
    wave: Mapped[int] = mapped_column(default=1)
    """Its rank among them."""
    target: Mapped[int | None]
    """How many answers the organisers hope for: told to them alone, refuses nobody."""
    is_followed: Mapped[bool] = mapped_column(default=False)
    """Whether people choose a code, to be asked again: « confidentiel » is said, never « anonyme »."""
    receipt: Mapped[str] = mapped_column(String(60), unique=True, default=new_receipt)
    """Three words, the same for everybody, that lead to what became of the answers."""
    given_back_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when « Vous avez dit, nous avons fait » is shown."""
    refresh: Mapped[str] = mapped_column(String(10), default=Refresh.LIVE)
    version: Mapped[int] = mapped_column(default=1)
    is_example: Mapped[bool] = mapped_column(default=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class CampaignLink(Base):
    """What makes a device a kiosk, or that of an interviewer: a secret, kept as its digest."""

    __tablename__ = "campaign_link"
    __table_args__ = (Index(None, "campaign_id"), CheckConstraint(one_of("channel", sorted(BY_DEVICE)), name="known_channel"))

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80), default="")
    """« Tablette de l’entrée »: never somebody's name."""
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class AccessCode(Base):
    """A right to answer once, deleted when it is used: nothing tells who was given it, nor when it went."""

    __tablename__ = "access_code"
    __table_args__ = (Index(None, "campaign_id"), {"sqlite_with_rowid": False})

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Keyed."""
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))


class CampaignDraft(Base):
    """Answers that somebody asked to go on with later: sealed with a key that their three words alone make."""

    __tablename__ = "campaign_draft"
    __table_args__ = (Index(None, "campaign_id"), Index(None, "expires_on"), {"sqlite_with_rowid": False})

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Made of the words too: finds the draft, opens nothing."""
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    sealed: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date]
