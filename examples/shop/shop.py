"""A small shop to try plans against: a login with a CSRF token and a session cookie, a list, orders.

    gunicorn --bind 127.0.0.1:8000 --workers 1 --threads 4 shop:application

One process: what it knows is in its memory. /counts says what it did, for a check of a report.
"""

import json
import secrets
import threading
from html import escape
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

PRODUCTS = [{"id": number, "name": f"product {number}"} for number in range(1, 101)]
PAGE = 10

lock = threading.Lock()
sessions = {}  # by the cookie: {"csrf": token, "customer": name or None}
orders = []  # the customer of each
counts = {"logins": 0, "refused": 0}


class Refused(Exception):
    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


def application(environ, start_response):
    try:
        status, headers, body = route(environ)
    except Refused as refusal:
        with lock:
            counts["refused"] += 1
        status, headers, body = refusal.status, [], page(str(refusal))
    kind = "application/json" if isinstance(body, (dict, list)) else "text/html; charset=utf-8"
    content = (json.dumps(body) if kind == "application/json" else body).encode()
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(content))), *headers])
    return [content]


def route(environ):
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    if (method, path) == ("GET", "/login"):
        return login_page()
    if (method, path) == ("POST", "/login"):
        return log_in(environ)
    if (method, path) == ("GET", "/products"):
        return products(environ)
    if (method, path) == ("POST", "/orders"):
        return order(environ)
    if method == "GET" and path.startswith("/orders/"):
        return order_of(environ, path.removeprefix("/orders/"))
    if (method, path) == ("GET", "/counts"):
        with lock:
            return "200 OK", [], {**counts, "orders": len(orders)}
    raise Refused("404 Not Found", "there is no such page")


def login_page():
    cookie, csrf = secrets.token_hex(16), secrets.token_hex(16)
    with lock:
        sessions[cookie] = {"csrf": csrf, "customer": None}
    form = (
        '<form method="post"><input type="hidden" name="csrf" value="%s">'
        '<input name="user"><input name="password" type="password"></form>' % csrf
    )
    return "200 OK", [set_cookie(cookie)], page(form)


def log_in(environ):
    session = session_of(environ)
    fields = {name: values[0] for name, values in parse_qs(text_of(environ)).items()}
    if fields.get("csrf") != session["csrf"]:
        raise Refused("403 Forbidden", "wrong token")
    customer = fields.get("user", "")
    if not customer or fields.get("password") != "secret of " + customer:
        raise Refused("401 Unauthorized", "wrong password")
    cookie = secrets.token_hex(16)  # another one, as it should be
    with lock:
        sessions[cookie] = {"csrf": session["csrf"], "customer": customer}
        counts["logins"] += 1
    return "200 OK", [set_cookie(cookie)], page("Welcome, " + escape(customer))


def products(environ):
    number = int(parse_qs(environ["QUERY_STRING"]).get("page", ["1"])[0])
    items = PRODUCTS[(number - 1) * PAGE : number * PAGE]
    return "200 OK", [], {"page": number, "items": items}


def order(environ):
    session = customer_session(environ)
    if environ.get("HTTP_X_CSRF_TOKEN") != session["csrf"]:
        raise Refused("403 Forbidden", "wrong token")
    wanted = json.loads(text_of(environ))["product"]
    if not any(product["id"] == wanted for product in PRODUCTS):
        raise Refused("422 Unprocessable Content", "there is no such product")
    with lock:
        orders.append(session["customer"])
        return "201 Created", [], {"order": len(orders)}


def order_of(environ, number):
    customer = customer_session(environ)["customer"]
    with lock:
        if not number.isdigit() or not 1 <= int(number) <= len(orders):
            owner = None
        else:
            owner = orders[int(number) - 1]
    if owner != customer:
        raise Refused("404 Not Found", "there is no such order")
    return "200 OK", [], {"order": int(number), "customer": customer}


def customer_session(environ):
    session = session_of(environ)
    if session["customer"] is None:
        raise Refused("401 Unauthorized", "log in first")
    return session


def session_of(environ):
    cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("session")
    with lock:
        session = sessions.get(cookie.value if cookie else "")
    if session is None:
        raise Refused("401 Unauthorized", "no session")
    return session


def set_cookie(value):
    return "Set-Cookie", f"session={value}; Path=/; HttpOnly; SameSite=Lax"


def text_of(environ):
    return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()


def page(body):
    return f"<!doctype html><title>Shop</title><body>{body}</body>"
