"""Every address of Zicht, room by room."""

urlpatterns: list = []
