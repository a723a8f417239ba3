import random, pathlib, pytest
from app.participation.rules import Channel
from app.participation.record import Words
from tests.participation.making import *
pytestmark = pytest.mark.one_engine
def test_dump(editor, maker):
    fr=lambda w:{"fr":w,"ar":"سؤال "+w[:3]}
    ch=lambda *c:[{"code":f"c{i}","label":{"fr":w,"ar":"جواب "+str(i)}} for i,w in enumerate(c)]
    d={"code":"accueil","title":{"fr":"Comment se passe l’accueil de jour ?","ar":"كيف يسير الاستقبال؟"},"languages":["fr"],"intro":{"fr":"Bonjour"},"thanks":{"fr":"Merci"},"questions":[
     {"key":"accueil","type":"one","label":{"fr":"Comment êtes-vous accueilli quand vous arrivez le matin ?","ar":"كيف يتم استقبالك؟"},"choices":ch("Très bien, on me dit bonjour et on me demande ce dont j’ai besoin tout de suite","Bien","Pas très bien","Mal")},
     {"key":"revenir","type":"one","label":fr("Reviendrez-vous ?"),"choices":ch("Oui","Non")},
     {"key":"besoins","type":"several","label":fr("De quoi avez-vous besoin ?"),"choices":ch("Dormir","Manger","Se laver","Parler à quelqu’un")},
     {"key":"quand","type":"one","label":fr("Quand reviendrez-vous ?"),"show_if":"revenir = 'c0'","choices":ch("Demain","Plus tard")},
     {"key":"age","type":"integer","label":fr("Quel âge avez-vous ?"),"settings":{"min":18,"max":90}},
     {"key":"ville","type":"month","label":fr("Depuis quand venez-vous ?")},
     {"key":"dire","type":"long_text","label":fr("Que voulez-vous ajouter ?")}]}
    c=maker.campaign(d); r=random.Random(2)
    for chan,w in ((Channel.KIOSK,(12,5,2,1)),(Channel.PAPER,(5,8,5,1)),(Channel.LINK,(4,4,3,1))):
        for _ in range(45):
            a={"accueil":r.choices(["c0","c1","c2","c3"],w)[0],"revenir":r.choices(["c0","c1",{"special":"nsp"}],(7,3,.3))[0],"besoins":sorted(r.sample(["c0","c1","c2","c3"],r.randint(1,3))),"age":r.randint(18,80),"ville":f"20{r.choice((18,20,24,25))}-05"}
            if r.random()<.08: a["age"]={"special":"incompris"}
            if a["revenir"]=="c0": a["quand"]=r.choice(["c0","c1"])
            maker.send(c,a,channel=chan,texts=[Words("dire","exemple","fr")] if r.random()<.2 else ())
    maker.move(c)
    maker.send(c,{"accueil":"c0"})
    out=pathlib.Path("/tmp/planF/www"); out.mkdir(exist_ok=True)
    for name,path in {"team":"resultats","public":"resultats?pour=public","ar":"resultats?lang=ar","cross":"croiser?a=accueil&b=par-canal","cross2":"croiser?a=accueil&b=revenir"}.items():
        (out/f"{name}.html").write_text(editor[0].get(f"/mes-enquetes/{c.id}/{path}").get_data(as_text=True))
