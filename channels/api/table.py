"""All calls of the API."""

from channels.api import appointments, calendars, feeds, hosts, privacy, public
from channels.api.endpoint import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *public.ENDPOINTS,
    *appointments.ENDPOINTS,
    *hosts.ENDPOINTS,
    *feeds.ENDPOINTS,
    *calendars.ENDPOINTS,
    *privacy.ENDPOINTS,
)
