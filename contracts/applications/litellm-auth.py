"""Stands in for LiteLLM's database of keys: a person's key of a team with a budget. LiteLLM loads this file (`custom_auth`)."""

import json
import os

from litellm.proxy._types import UserAPIKeyAuth
from prometheus_client import REGISTRY


def write_registry() -> None:
    """Every metric that is registered, with its labels: `/metrics` shows those alone that have a series."""
    metrics = [
        {
            "name": collector._name,
            "type": collector._type,
            "help": collector._documentation,
            "labels": list(collector._labelnames),
        }
        for collector in list(REGISTRY._collector_to_names)
        if hasattr(collector, "_labelnames")
    ]
    with open(os.environ["CONTRACT_REGISTRY"], "w") as file:
        json.dump(metrics, file)


async def user_api_key_auth(request, api_key: str) -> UserAPIKeyAuth:
    if not api_key.startswith("sk-person"):
        raise PermissionError("no such key")
    write_registry()
    return UserAPIKeyAuth(
        api_key=api_key,
        key_alias="chat",
        user_id="person-1",
        user_email="person-1@example.com",
        team_id="team-1",
        team_alias="research",
        max_budget=10.0,
        spend=1.0,
        team_max_budget=100.0,
        team_spend=5.0,
        rpm_limit=1000,
        tpm_limit=100000,
    )
