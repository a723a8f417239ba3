from tests.support.catalogue_of_pages import PAGES, Case
def test_shot(visitor):
    page = visitor.open(Case(PAGES[0], PAGES[0].states[0]), forced_colors="active", viewport={"width":360,"height":640})
    print(page.evaluate("[...document.querySelectorAll('.button,.call')].map(e=>[e.outerHTML.slice(0,60),getComputedStyle(e).color,getComputedStyle(e).backgroundColor, getComputedStyle(e).forcedColorAdjust])"))
    page.screenshot(path="/tmp/fc.png")
