"""Lane Steward: the web application. `create_app` is the one way in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from apiflask import APIFlask
from flask import Response
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix

from app import all_models as all_models
from app import api, cli, db, i18n, jobs, problems, web
from app.config import CHECKOUT, Config, environment
from app.current import CONFIG_KEY
from app.errors import Unavailable
from app.rooms import BLUEPRINTS, connect_commands, connect_events, connect_sign_in

SESSION_LASTS = timedelta(days=30)


class LaneSteward(APIFlask):
    """Flask with the transaction rule: a lost race is run again, a request ends in one place."""

    def dispatch_request(self) -> Any:  # noqa: ANN401 - Flask's own signature
        """Run the view, once more where it lost a race."""
        return db.retry_once(super().dispatch_request)

    def process_response(self, response: Response) -> Response:
        """End the transaction before anything of the answer leaves; then Flask's own steps."""
        try:
            db.end_request(response)
        except Unavailable as error:
            response = self.make_response(self.handle_user_exception(error))
        except OperationalError as error:
            response = self.make_response(self.handle_user_exception(error))
        return super().process_response(response)


def create_app(environ: Mapping[str, str] | None = None) -> LaneSteward:
    """Make the application.

    Args:
        environ: The settings; where None, the process's and this checkout's own.

    Raises:
        ConfigError: A setting is missing or wrong; the message names it.
    """
    config = Config.from_env(environment() if environ is None else environ)
    app = LaneSteward(
        "app",
        title="Lane Steward",
        version="1",
        docs_path=None,
        json_errors=False,
        static_folder=str(CHECKOUT / "static"),
        template_folder=str(CHECKOUT / "templates"),
    )
    app.config.update(_flask_settings(config))
    app.extensions[CONFIG_KEY] = config
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    i18n.init_app(app)
    connect_sign_in(app)
    web.init_app(app, config)
    api.init_app(app)
    problems.init_app(app)
    jobs.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.init_app(app)
    connect_commands(app)
    connect_events()
    return app


def _flask_settings(config: Config) -> dict[str, Any]:
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,
            "pool_size": 8,
            "max_overflow": 8,
        },
        "MAX_CONTENT_LENGTH": config.max_body_bytes,
        "MAX_FORM_MEMORY_SIZE": config.max_json_bytes,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": config.cookie_secure,
        "PERMANENT_SESSION_LIFETIME": SESSION_LASTS,
        # The row in the database ends with the first cookie; later ones would only get into caches.
        # Nor may a slow answer undo a choice, of a language say, that was made meanwhile.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": True,
        "TEMPLATES_AUTO_RELOAD": False,
    }
