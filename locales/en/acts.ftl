# The office
button-remind = Remind
button-confirm-send = Send
button-confirm-send-to = Send ({ $count })
button-finalize = Make final
button-accept = Accept ({ $unit })
button-send-back = Send back ({ $unit })
button-attached = 📎 Files ({ $unit }, { $count })
button-of-unit = Unit ({ $unit })
button-files = 📦 All files ({ $count })
button-stop = Stop sending
button-next-page = Next page
button-previous-page = Previous page
button-confirm-merge = Merge
