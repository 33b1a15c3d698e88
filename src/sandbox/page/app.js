// Wires the page: one event stream in, the parts told what changed.
import { call } from "./calls.js";
import * as faults from "./faults.js";
import * as gateway from "./gateway.js";
import * as leadForm from "./lead_form.js";
import * as phones from "./phones.js";
import * as story from "./story.js";
import * as track from "./track.js";

const link = document.getElementById("link");
let awaited = null;

faults.start();
gateway.start();
track.start();
phones.start(track.select);
story.start(track.select);
leadForm.start((number) => {
  awaited = phones.reveal(number) ? null : number;
  track.select(number);
});

call("GET", "/page/note").then((answer) => {
  document.getElementById("note").textContent = answer.json?.note ?? "";
});

const events = new EventSource("/sandbox/live");
events.addEventListener("error", () => state("lost", "连接断了，正在重连"));
events.addEventListener("message", (event) => {
  const snapshot = JSON.parse(event.data);
  if (snapshot.full && snapshot.story.length === 0) track.clear();
  faults.update(snapshot.faults);
  gateway.update(snapshot.dingtalk);
  phones.update(snapshot);
  story.update(snapshot.story, snapshot.full);
  follow(snapshot);
  if (snapshot.faults.down || snapshot.faults.dingtalk?.down) state("lost", "平台宕机中");
  else if (!snapshot.members_learned) state("waiting", "等待服务");
  else if (snapshot.callback_verified === false) state("waiting", "回调地址未通过验证");
  else state("good", "已连接");
});

// Something happened: the shown lead may have moved, and the lead just sent may have arrived.
function follow(snapshot) {
  if (awaited !== null && phones.reveal(awaited)) awaited = null;
  const newest = snapshot.story.findLast((line) => line.lead)?.lead;
  if (track.selected() === null && newest) track.select(newest);
  else track.refresh();
}

function state(name, text) {
  link.dataset.state = name;
  link.lastElementChild.textContent = text;
}
