"""Rows of the directory. Columns that data·inclusion v1 defines keep its names; what it cannot say is named in English."""

from app.directory.models.history import Revision
from app.directory.models.index import DirectoryState, IndexEntry
from app.directory.models.keeping import Keeping
from app.directory.models.orientations import ServiceOrientations
from app.directory.models.place import Hours, Location, ServiceArea, TemporaryInfo
from app.directory.models.provenance import DuplicatePair, ImportRun, LocalEdit, UnansweredSearch
from app.directory.models.service import Service, ServiceKind
from app.directory.models.structure import Structure
from app.directory.models.vocabulary import KindSynonym

__all__ = [
    "DirectoryState",
    "DuplicatePair",
    "Hours",
    "ImportRun",
    "IndexEntry",
    "Keeping",
    "KindSynonym",
    "LocalEdit",
    "Location",
    "Revision",
    "Service",
    "ServiceArea",
    "ServiceKind",
    "ServiceOrientations",
    "Structure",
    "TemporaryInfo",
    "UnansweredSearch",
]
