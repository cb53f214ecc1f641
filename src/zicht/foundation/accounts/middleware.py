"""Who is asking: puts `request.actor` on every request that carries a session."""

from zicht.foundation.accounts.sessions import actor_of


class ActorMiddleware:
    """`request.actor` is the Actor of a fully signed-in person (second factor included), else None."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = actor_of(request)
        return self.get_response(request)
