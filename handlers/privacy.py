"""What a person may ask about the own data beside seeing and erasing it: to have it all, in a file."""

from handlers.context import Context


def press_my_data(context: Context, _arguments: list[str]) -> None:
    """导出我的数据: everything that is stored of the presser, as one JSON file."""
    request = {"document": "person_json", "person": context.person.id, "language": context.language}
    context.desk.send_document(context.incoming.chat_id, request)
    context.desk.note("export_personal", str(context.person.chat_user_id), actor=context.person.chat_user_id)
