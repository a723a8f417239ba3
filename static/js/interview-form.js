/* One question at a time, those that are not to be asked passed over. The server decides in the end what was to be asked; what this cannot
   tell (a place that only the server finds) is asked. A question that is answered alone is seen by the person, and not again. */
(function () {
  'use strict';

  var SPECIAL = 'sans_reponse';
  var COMPARED = {
    '<': function (one, other) { return one < other; },
    '<=': function (one, other) { return one <= other; },
    '>': function (one, other) { return one > other; },
    '>=': function (one, other) { return one >= other; }
  };

  /* ---- Answers, as conditions look at them ---- */

  function entriesOf(form, key) {
    return Array.from(new FormData(form).entries()).filter(function (entry) {
      return entry[0].startsWith(key + '-') && entry[1].trim();
    });
  }

  function isSpecial(entry) {
    return entry[0].endsWith('-' + SPECIAL);
  }

  /* What was answered: a code, codes, a number, a text; null for nothing, or nothing that compares; undefined where only the server knows. */
  function answerOf(form, section) {
    var entries = entriesOf(form, section.dataset.question);
    var values = entries.map(function (entry) { return entry[1].trim(); });
    if (!entries.length || entries.some(isSpecial)) {
      return null;
    }
    if (section.dataset.kind === 'commune') {
      return undefined;
    }
    if (section.dataset.kind === 'several' || section.dataset.kind === 'ranking') {
      return values;
    }
    if (section.dataset.kind === 'integer') {
      return /^[0-9]{1,9}$/.test(values[0].replace(/\s/g, '')) ? Number(values[0].replace(/\s/g, '')) : undefined;
    }
    if (section.dataset.kind === 'month') {
      return values.length === 2 ? values[1] + '-' + values[0].padStart(2, '0') : null;
    }
    return values[0];
  }

  /* true, false, or null when nobody can tell here. */
  function holds(condition, heard) {
    if ('not' in condition) {
      var inner = holds(condition.not, heard);
      return inner === null ? null : !inner;
    }
    if ('and' in condition || 'or' in condition) {
      var isAnd = 'and' in condition;
      var found = (condition.and || condition.or).map(function (one) { return holds(one, heard); });
      return found.indexOf(!isAnd) !== -1 ? !isAnd : found.indexOf(null) !== -1 ? null : isAnd;
    }
    var answer = heard[condition.known || condition.key];
    if (answer === undefined && (condition.known || condition.key) in heard) {
      return 'known' in condition ? true : null;
    }
    if (answer === null || answer === undefined) {
      return false;
    }
    return 'known' in condition || compares(answer, condition.by, condition.value);
  }

  function compares(answer, by, value) {
    if (by === 'has') {
      return Array.isArray(answer) && answer.indexOf(value) !== -1;
    }
    if (typeof answer !== typeof value) {
      return false;
    }
    return by === '=' ? answer === value : by === '!=' ? answer !== value : COMPARED[by](answer, value);
  }

  /* ---- The way through the questions ---- */

  function interviewForm(form) {
    var replaced = [];

    function sections() {
      return Array.from(form.querySelectorAll('[data-question]'));
    }

    /* The sections that are asked of who answered so, first to last; nothing after a consent that was refused. */
    function asked() {
      var heard = {};
      var isOver = false;
      return sections().filter(function (section) {
        var isAsked = !isOver && (!section.dataset.when || holds(JSON.parse(section.dataset.when), heard) !== false);
        if (isAsked) {
          heard[section.dataset.question] = answerOf(form, section);
          isOver = isRefused(section);
        }
        return isAsked;
      });
    }

    function isRefused(section) {
      return section.dataset.kind === 'consent' && answerOf(form, section) === 'non';
    }

    function isAnswered(section) {
      return 'optional' in section.dataset || entriesOf(form, section.dataset.question).length > 0;
    }

    /* What is sent: hidden fields, and the questions that were asked; where a special answer is ticked, it alone. */
    function fields() {
      var kept = Array.from(form.querySelectorAll('input[type="hidden"][data-sent]'), function (one) { return [one.name, one.value]; });
      asked().forEach(function (section) {
        var entries = entriesOf(form, section.dataset.question);
        kept = kept.concat(entries.some(isSpecial) ? entries.filter(isSpecial) : entries);
      });
      return kept;
    }

    /* Put back what was noted. `shown`: questions as the server drew them with what is to be mended, by key. */
    function fill(noted, shown) {
      replaced.forEach(function (one) { one.drawn.replaceWith(one.original); });
      replaced = [];
      Object.keys(shown || {}).forEach(function (key) {
        var present = form.querySelector('[data-question="' + key + '"]');
        var drawn = new DOMParser().parseFromString(shown[key], 'text/html').querySelector('[data-question]');
        if (present && drawn) {
          drawn = document.importNode(drawn, true);
          present.replaceWith(drawn);
          replaced.push({ original: present, drawn: drawn });
        }
      });
      Array.from(form.elements).forEach(function (control) {
        var values = noted.filter(function (one) { return one[0] === control.name; }).map(function (one) { return one[1]; });
        if (control.type === 'radio' || control.type === 'checkbox') {
          control.checked = values.indexOf(control.value) !== -1 || (control.type === 'radio' && !control.value && !values.length);
        } else if (control.type !== 'hidden' && control.name) {
          control.value = values[0] || '';
        }
      });
    }

    /* A special answer goes alone: what else was noted of the question is taken away, and the other way round. */
    function keepOne(control) {
      var section = control.closest('[data-question]');
      var isApart = control.name.endsWith('-' + SPECIAL);
      if (!section || (isApart && !control.value)) {
        return;
      }
      section.querySelectorAll('input, textarea, select').forEach(function (one) {
        var isToo = one.name.endsWith('-' + SPECIAL);
        if (isApart && !isToo && (one.type === 'radio' || one.type === 'checkbox')) {
          one.checked = false;
        } else if (isApart && !isToo) {
          one.value = '';
        } else if (!isApart && isToo) {
          one.checked = !one.value;
        }
      });
    }

    return { asked: asked, isRefused: isRefused, isAnswered: isAnswered, fields: fields, fill: fill, keepOne: keepOne };
  }

  self.interviewForm = interviewForm;
  self.interviewForm.holds = holds;
})();
