from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

urlpatterns = [
    path("", include("zicht.foundation.ui.urls")),
    path("leeg/", lambda request: HttpResponse("<title>leeg</title>")),
    path("fout/<int:status>/", lambda request, status: render(request, f"{status}.html")),
]
