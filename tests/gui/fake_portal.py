"""A desktop portal that knows GlobalShortcuts and refuses every call of another signature.

usage: fake_portal.py willing|unwilling
"""

from __future__ import annotations

import sys
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection

PATH, NAME = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop"
WANTED = {"CreateSession": "a{sv}", "BindShortcuts": "oa(sa{sv})sa{sv}", "Register": "sa{sv}"}
SESSION = f"{PATH}/session/x/credcheck"


def answer(connection: Any, message: Any, willing: bool) -> None:
    fields = message.header.fields
    method, signature = fields.get(HeaderFields.member), fields.get(HeaderFields.signature, "")
    if WANTED.get(method) != signature:
        connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", "s", (f"{method} {signature}",)))
        return
    if method == "Register":
        connection.send(new_method_return(message))
        return
    request = f"{PATH}/request/x/{method}"
    connection.send(new_method_return(message, "o", (request,)))
    code = 0 if willing or method == "CreateSession" else 1
    shortcuts = [("check-clipboard", {"trigger_description": ("s", "Ctrl+Alt+K")})]
    results = (
        {"session_handle": ("s", SESSION)} if method == "CreateSession" else {"shortcuts": ("a(sa{sv})", shortcuts)}
    )
    from_request = DBusAddress(request, interface="org.freedesktop.portal.Request")
    connection.send(new_signal(from_request, "Response", "ua{sv}", (code, results)))
    if method == "BindShortcuts" and willing:
        portal = DBusAddress(PATH, interface="org.freedesktop.portal.GlobalShortcuts")
        for shortcut, token in (("other", "no"), ("check-clipboard", "token-1")):
            body = (SESSION, shortcut, 1, {"activation_token": ("s", token)})
            connection.send(new_signal(portal, "Activated", "osta{sv}", body))


def main() -> None:
    connection = open_dbus_connection("SESSION")
    Proxy(message_bus, connection).RequestName(NAME)
    sys.stdout.write("up\n")
    sys.stdout.flush()
    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            answer(connection, message, sys.argv[1] == "willing")


if __name__ == "__main__":
    main()
