"""Steps in a browser that lead to another page, waited for until that page is whole."""


def next_page(page):
    """A block in which something is pressed; it ends when the page behind it is loaded, with its looks.

    The load of the page is awaited as an event: the state of the page one comes from is already "loaded".
    """
    return page.expect_event("load")


def press(page, name: str, role: str = "button", exact: bool = False):
    """Press the first button or link of this name and arrive at the page behind it."""
    with next_page(page):
        page.get_by_role(role, name=name, exact=exact).first.click()


def next_question(page, button="Verder"):
    """Send the page and wait until its answer is there, in a new page or, with JavaScript, in place."""
    if not page.scripts:
        press(page, button, exact=True)
        return
    page.evaluate("document.body.dataset.before = 'yes'")
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("body:not([data-before])").wait_for(state="attached")
