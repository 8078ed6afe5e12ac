import { writeSolution } from './scripted-solution.ts';

/** A solution with a script for a form, commands, texts, a page and an app that shows it. Answers the zip's path. */
export function writeSampleScripts(): Promise<string> {
  return writeSolution({
    resources: [
      { name: 'smp_/contact.js', type: 3, text: script, needs: ['smp_texts.1033.resx'] },
      { name: 'smp_texts.1033.resx', type: 12, text: resx('Hello') },
      { name: 'smp_texts.1043.resx', type: 12, text: resx('Hallo') },
      { name: 'smp_/page.html', type: 1, text: page1 },
      { name: 'smp_/commands.js', type: 3, text: commands },
      { name: 'smp_/icon.svg', type: 11, text: iconSvg },
    ],
    entities: ribbon,
    more: app,
  });
}

/** The script that the form under test loads. What it hears goes to `window.heard`. */
const script = `
var Sample = Sample || {};
Sample.contact = (function () {
  window.heard = window.heard || [];
  var note = function (name) { return function (context) { window.heard.push(name + ' ' + context.getDepth()); }; };
  return {
    onLoad: function (context, first, second) {
      var form = context.getFormContext();
      window.form = form;
      window.heard.push(['load', context.getEventArgs().getDataLoadState(), form.ui.getFormType(), first, second].join(' '));
      if (window.prepared) return;
      window.prepared = true;
      form.data.addOnLoad(function (c) { window.heard.push('data ' + c.getEventArgs().getDataLoadState()); });
      form.data.entity.addOnPostSave(function (c) {
        var args = c.getEventArgs();
        window.heard.push(['postsave', args.getIsSaveSuccess(), args.getEntityReference().id !== '', (args.getSaveErrorInfo() || {}).errorCode || 0, form.data.entity.getIsDirty()].join(' '));
      });
      form.ui.setFormNotification(Xrm.Utility.getResourceString('smp_texts', 'greeting'), 'INFO', 'status');
      form.getControl('assent_permissions').addOnLoad(function (c) {
        window.heard.push('grid ' + c.getEventSource().getGrid().getTotalRecordCount());
      });
    },
    onSave: function (context) {
      var args = context.getEventArgs();
      window.heard.push('save ' + args.getSaveMode() + ' ' + args.isDefaultPrevented());
      if (window.refuse) args.preventDefault();
      if (window.wait) return window.wait;
    },
    onSaveLate: function (context) {
      window.heard.push('second ' + context.getDepth() + ' ' + context.getEventArgs().isDefaultPrevented());
      if (window.broken) throw new Error('Broken on purpose.');
    },
    onEmail: function (context) {
      var control = context.getFormContext().getControl('emailaddress1');
      window.heard.push('change ' + context.getEventSource().getValue());
      if (context.getEventSource().getValue() === 'x@x') control.setNotification('Not an address.', 'email');
      else control.clearNotification('email');
    }
  };
})();`;

/** Commands of the ribbon; they tell what they were handed. */
const commands = `
var Sample = Sample || {};
Sample.commands = {
  onForm: function (form, text, number) { window.heard = ['form', form.data.entity.getEntityName(), text, number]; form.ui.setFormNotification('Done', 'INFO', 'done'); },
  onList: function (grid, ids, references, table) {
    window.heard = [ids.length, references[0].TypeName, references[0].Id === ids[0], table, grid.getGrid().getSelectedRows().getLength()];
    grid.refresh();
  },
  broken: function () { throw new Error('Broken on purpose.'); }
};`;

const ribbon = `<Entity><Name>Contact</Name><RibbonDiffXml><CustomActions>
${customAction('Form', 'smp.form', 'Say hello')}${customAction('Form', 'smp.broken', 'Break')}${customAction('HomepageGrid', 'smp.list', '$LocLabels:smp.list.Label')}
</CustomActions><Templates><RibbonTemplates Id="Mscrm.Templates" /></Templates><CommandDefinitions>
${commandDefinition('smp.form', 'smp.saved', 'Sample.commands.onForm', '<CrmParameter Value="PrimaryControl" /><StringParameter Value="x" /><IntParameter Value="3" />')}
${commandDefinition('smp.broken', 'smp.saved', 'Sample.commands.broken', '')}
${commandDefinition('smp.list', 'smp.some', 'Sample.commands.onList', ['SelectedControl', 'SelectedControlSelectedItemIds', 'SelectedControlSelectedItemReferences', 'SelectedEntityTypeName'].map((name) => `<CrmParameter Value="${name}" />`).join(''))}
</CommandDefinitions><RuleDefinitions><TabDisplayRules /><DisplayRules /><EnableRules>
<EnableRule Id="smp.saved"><FormStateRule State="Existing" /></EnableRule>
<EnableRule Id="smp.some"><SelectionCountRule AppliesTo="SelectedEntity" Minimum="1" Maximum="2" /></EnableRule>
</EnableRules></RuleDefinitions><LocLabels><LocLabel Id="smp.list.Label"><Titles><Title description="Count them" languagecode="1033" /><Title description="Tel ze" languagecode="1043" /></Titles></LocLabel></LocLabels></RibbonDiffXml></Entity>`;

function customAction(bar: string, id: string, label: string): string {
  return `<CustomAction Id="${id}.Action" Location="Mscrm.${bar}.contact.MainTab.Actions.Controls._children" Sequence="90"><CommandUIDefinition><Button Id="${id}" Command="${id}.Command" LabelText="${label}" Alt="${label}" TemplateAlias="o1" ModernImage="$webresource:smp_/icon.svg" /></CommandUIDefinition></CustomAction>`;
}

function commandDefinition(id: string, rule: string, functionName: string, parameters: string): string {
  return `<CommandDefinition Id="${id}.Command"><EnableRules><EnableRule Id="${rule}" /></EnableRules><DisplayRules /><Actions><JavaScriptFunction FunctionName="${functionName}" Library="$webresource:smp_/commands.js">${parameters}</JavaScriptFunction></Actions></CommandDefinition>`;
}

const app = `<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>smp_app</SiteMapUniqueName><SiteMap><Area Id="a" ShowGroups="true"><Titles><Title LCID="1033" Title="Sample" /></Titles><Group Id="g"><Titles><Title LCID="1033" Title="Tools" /><Title LCID="1043" Title="Hulp" /></Titles>
<SubArea Id="smp_page" Icon="/WebResources/smp_/icon.svg" Url="$webresource:smp_/page.html"><Titles><Title LCID="1033" Title="Page" /></Titles></SubArea><SubArea Id="smp_jobs" Entity="assent_job" /></Group></Area></SiteMap><LocalizedNames><LocalizedName description="Sample" languagecode="1033" /></LocalizedNames></AppModuleSiteMap></AppModuleSiteMaps>
<AppModules><AppModule><UniqueName>smp_app</UniqueName><FormFactor>1</FormFactor><ClientType>4</ClientType><LocalizedNames><LocalizedName description="Sample" languagecode="1033" /></LocalizedNames></AppModule></AppModules>`;

const iconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="#0f6cbd" /></svg>';

const resx = (greeting: string) =>
  `<?xml version="1.0"?><root><data name="greeting" xml:space="preserve"><value>${greeting}</value></data></root>`;

const page1 = `<!doctype html><html><head><script src="ClientGlobalContext.js.aspx"></script></head><body><p id="who"></p><button onclick="window.close()">Done</button><script>document.getElementById('who').textContent = parent.Xrm.Utility.getGlobalContext().userSettings.userName + ' ' + GetGlobalContext().getClientUrl() + ' ' + new URLSearchParams(location.search).get('Data');</script></body></html>`;
