"""/invite: links by which a unit's people come in, for the admin to pass on."""

from handlers.context import Context
from models.actions.invitations import invite_by_name
from models.actions.refusals import ActionRefusedError
from models.messages import importing as say
from models.messages import invitations as say_invitations


def invite_command(context: Context, argument: str) -> None:
    """/invite UNIT or /invite all."""
    try:
        issued = invite_by_name(context.desk, argument.strip(), actor=context.person.chat_user_id)
    except ActionRefusedError as error:
        context.reply(say.refused(context.language, error.key, error.arguments))
    else:
        lines = [(one.unit, one.link(context.bot_name) or one.token, one.uses, one.expires_at) for one in issued]
        context.reply(*say_invitations.links(context.language, lines, context.desk.policy.zone))
