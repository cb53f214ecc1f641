"""The network address of a visitor, only as far as a proxy that we trust vouches for it.

Without such a proxy there is no address to count by: behind an unknown one the whole country would be one
visitor, and a header that anyone can write tells nothing.
"""

import ipaddress

from django.conf import settings

IPV6_HOME = 64  # a home or office gets so many leading bits, and may use the rest as it likes


def vouched_for(request) -> str:
    """Return the address (of IPv6 its network) that our proxies saw; nothing when none of ours did."""
    way = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), request.META.get("REMOTE_ADDR", "")]
    for number, hop in enumerate(reversed(way)):
        address = _address(hop)
        if address is None:
            return ""
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            return _counted(address) if number else ""
    return ""


def _address(text: str):
    try:
        return ipaddress.ip_address(text.strip())
    except ValueError:
        return None


def _counted(address) -> str:
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_HOME), strict=False).network_address)
