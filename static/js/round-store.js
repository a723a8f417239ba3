/* What a phone keeps of a round: its list, and the attempts that wait to be sent. */
self.roundStore = self.deviceStore('tournee');
