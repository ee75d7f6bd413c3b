import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { settingsFromContext } from '../lib/infra/settings.ts';
import { VerbatimStack } from '../lib/infra/verbatim-stack.ts';

const app = new App();
const settings = settingsFromContext((name) => app.node.tryGetContext(name));
new VerbatimStack(app, settings.stackName, settings);
Tags.of(app).add('application', 'verbatim');
Tags.of(app).add('data-classification', 'customer-feedback');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
