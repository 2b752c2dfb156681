"""What can go wrong, one class for each thing a user can fix. Every message is one line that names the place."""


class KgError(Exception):
    """Root of all errors that `kg` reports as one line. `exit_code` is what the command line returns."""

    exit_code = 1


class InputError(KgError):
    """A document, folder or argument cannot be read: missing, empty, binary, too large, wrongly encoded."""

    exit_code = 2


class RuleError(KgError):
    """A rule or lexicon file is wrong; the message starts with `file:line:`."""

    exit_code = 2


class OntologyError(KgError):
    """The ontology, shapes or context file is wrong, or a term is used against it."""

    exit_code = 2


class QueryError(KgError):
    """A SPARQL query does not parse, is refused, or names nothing that exists."""

    exit_code = 2


class StoreError(KgError):
    """There is no graph where one was looked for, or it is damaged."""

    exit_code = 2


class UnknownName(KgError):
    """A look-up names an entity the graph does not know; `nearest` holds (name, type) suggestions."""

    exit_code = 1

    def __init__(self, message: str, nearest: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class AmbiguousName(KgError):
    """A look-up names several entities; `candidates` holds (id, label) of each."""

    exit_code = 1

    def __init__(self, message: str, candidates: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class MissingPackage(KgError, ImportError):
    """A package that only some uses of kg need is not installed; the message names the extra that brings it."""

    exit_code = 2
