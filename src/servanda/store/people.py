"""People: who may log in to the web application, their sessions, and the searches they keep. Passwords come in hashed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from servanda.store.clock import now
from servanda.store.schema import people, saved_searches, sessions


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in: name, role and the hash of the password."""

    name: str
    role: str
    password: str


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody keeps: its name, and the query of its address."""

    number: int
    name: str
    query: str


def put_account(connection: Connection, account: Account) -> None:
    """Keep an account, in place of one of the same name; whoever was logged in with it has to log in again."""
    connection.execute(delete(sessions).where(sessions.c.person == account.name))
    values = {"role": account.role, "password": account.password}
    changed = connection.execute(update(people).where(people.c.name == account.name).values(values))
    if not changed.rowcount:
        connection.execute(insert(people).values(name=account.name, made=now(), **values))


def remove_account(connection: Connection, name: str) -> bool:
    """Forget an account with its sessions; return whether there was one. What the person decided stays."""
    connection.execute(delete(sessions).where(sessions.c.person == name))
    return bool(connection.execute(delete(people).where(people.c.name == name)).rowcount)


def account_of(connection: Connection, name: str) -> Account | None:
    """Return the account of a name, None where there is none."""
    c = people.c
    row = connection.execute(select(c.name, c.role, c.password).where(c.name == name)).first()
    return Account(*row) if row else None


def accounts(connection: Connection) -> Sequence[Account]:
    """Return all accounts in order of their names."""
    c = people.c
    return [Account(*row) for row in connection.execute(select(c.name, c.role, c.password).order_by(c.name))]


def start_session(connection: Connection, token: str, person: str, until: str) -> None:
    """Keep the session of a token up to an ISO time in UTC; those that are over are forgotten. Only its hash is kept."""
    connection.execute(delete(sessions).where(sessions.c.until < now()))
    connection.execute(insert(sessions).values(token=_hashed(token), person=person, until=until))


def person_of(connection: Connection, token: str) -> Account | None:
    """Return whose session a token is, None where there is none or it is over."""
    p, s = people.c, sessions.c
    query = select(p.name, p.role, p.password).join(sessions, s.person == p.name)
    row = connection.execute(query.where(s.token == _hashed(token), s.until >= now())).first()
    return Account(*row) if row else None


def end_session(connection: Connection, token: str) -> None:
    """Forget the session of a token."""
    connection.execute(delete(sessions).where(sessions.c.token == _hashed(token)))


def keep_search(connection: Connection, person: str, name: str, query: str) -> None:
    """Keep a search of a person, in place of one with the same name."""
    c = saved_searches.c
    connection.execute(delete(saved_searches).where(c.person == person, c.name == name))
    connection.execute(insert(saved_searches).values(person=person, name=name, query=query, made=now()))


def forget_search(connection: Connection, person: str, number: int) -> bool:
    """Forget a search; return whether the person had it."""
    c = saved_searches.c
    return bool(connection.execute(delete(saved_searches).where(c.person == person, c.number == number)).rowcount)


def searches_of(connection: Connection, person: str) -> list[SavedSearch]:
    """Return the searches that a person keeps, in order of their names."""
    c = saved_searches.c
    query = select(c.number, c.name, c.query).where(c.person == person).order_by(c.name)
    return [SavedSearch(*row) for row in connection.execute(query)]


def _hashed(token: str) -> str:
    """Return what is kept of a token: whoever reads the database cannot log in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
