"""Calls an emulator with Python clients from PyPI, and prints what they return as JSON: clients.py URL KEY CAMPAIGN"""
import json
import sys
import types

import requests

url, key, campaign_id = sys.argv[1:]


class Application:
    """Sends what a client of universal-mcp composed. Its own base class comes with a framework of a gigabyte."""

    def __init__(self, name, integration=None):
        self.headers = {"Authorization": f"Bearer {key}"}

    def _get(self, url, params):
        return requests.get(url, params=params, headers=self.headers, timeout=10)

    def _post(self, url, data, params, content_type):
        assert content_type == "application/json"
        return requests.post(url, json=data, params=params, headers=self.headers, timeout=10)


for name in ["universal_mcp", "universal_mcp.applications", "universal_mcp.integrations"]:
    sys.modules[name] = types.ModuleType(name)
sys.modules["universal_mcp.applications"].APIApplication = Application
sys.modules["universal_mcp.integrations"].Integration = object

from braze.client import BrazeClient  # noqa: E402
from braze.exceptions import BrazeBadRequestError, BrazeUnauthorizedError  # noqa: E402
from universal_mcp_braze.app import BrazeApp  # noqa: E402

app = BrazeApp()
app.base_url = url
pair = {"campaign_id": campaign_id, "send_id": "from-python"}
message = {"email": {"message_variation_id": "v1", "from": "a@example.com"}}
results = {
    "/sends/id/create": app.create_send_by_id(**pair),
    "/campaigns/list": app.list_campaigns(page=0, include_archived=True),
    "/campaigns/details": app.get_campaign_details(campaign_id=campaign_id),
    "/messages/send": app.send_message(**pair, external_user_ids=["ada"], messages=message),
    "/campaigns/trigger/send": app.send_campaign_trigger(**pair, recipients=[{"external_user_id": "grace"}]),
    "/sends/data_series": app.get_send_data_series(**pair, length=1),
}


def error_of(call):
    try:
        call()
    except (BrazeBadRequestError, BrazeUnauthorizedError) as error:
        return type(error).__name__
    return None


edx = BrazeClient(api_key=key, api_url=url, app_id="app")
someone = [{"external_user_id": "joan"}]
print(
    json.dumps(
        {
            "universal": results,
            "edx": {
                "sent": edx.send_campaign_message(campaign_id, recipients=someone),
                "wrong campaign": error_of(lambda: edx.send_campaign_message("wrong", recipients=someone)),
                "wrong key": error_of(
                    lambda: BrazeClient("wrong", url, "app").send_campaign_message(campaign_id, recipients=someone)
                ),
            },
        }
    )
)
