"""What looks like a quote and is none: slogans, names, documents, acts of bodies, talk without content."""

from __future__ import annotations

import pytest

from tests.extract.quoted_officials.samples import KHA, found
from tests.extract.quoted_officials.test_cues import CUES, TWO_QUOTES
from tests.extract.quoted_officials.test_interviews import INTERVIEWS
from tests.extract.quoted_officials.test_mentions import MENTIONS, NOT_OFFICIALS
from tests.extract.quoted_officials.test_register import EPITHETS

NOTHING_SAID = {
    "slogan": "Phường xây dựng phong trào “Gia đình văn hóa, khu phố văn minh sạch đẹp” từ năm ngoái.",
    "slogan-before-a-subject": "Với khẩu hiệu “Xanh, sạch”, ông Kha đã trồng ba cây.",
    "opening-address": "Ông Kha phát biểu khai mạc hội nghị.",
    "speech-without-content": "Ông Kha phát biểu tại hội nghị.",
    "talk-with-people": "Ông Kha chia sẻ với người dân vùng lũ.",
    "talk-with-some": "Ông Kha chia sẻ với những người chưa có nhà.",
    "talk-about": "Ông Kha nói về kế hoạch năm tới.",
    "talk-of-things": "Ông Kha trao đổi kinh nghiệm ở các xã.",
    "list-of-acts": "Ông Kha chia sẻ, động viên bà con trong xóm.",
    "courtesy": "Ông Kha cảm ơn các đơn vị đã hỗ trợ.",
    "content-lost": "Ông Kha đề nghị:",
    "document-by-theo": "Theo báo cáo của Sở Nội vụ, đường đã thông.",
    "decision-by-theo": "Theo Quyết định số 15 của UBND tỉnh, phí giảm một nửa.",
    "document-as-subject": "Báo cáo cho biết, đường đã thông.",
    "document-of-a-body": "Thông cáo của Sở Nội vụ nhấn mạnh, đường đã thông.",
    "media": "Theo báo Sông Chiều, đường đã thông.",
    "media-as-subject": "Dư luận cho rằng đường còn hẹp.",
    "impersonal": "Có ý kiến cho rằng đường còn hẹp.",
    "passive": "Đường này được cho là hẹp nhất tỉnh.",
    "body-that-directs": "UBND tỉnh yêu cầu các sở báo cáo trước ngày 5/6.",
    "body-that-promises": "Sở Nội vụ cam kết hoàn thành đúng hạn.",
    "object-of-a-request": "Người dân đề nghị ông Kha cho biết khi nào đường thông.",
    "negation": "Ông Kha không nói đường đã thông.",
    "several-bodies": "Một số tổ chức cảnh báo giá sẽ tăng.",
    "name-of-a-board": "Ban Chỉ đạo phòng dịch của tỉnh họp vào thứ hai.",
    "district-headline": "Quận Bờ Sông: Xây dựng nếp sống văn minh",
    "no-to-plastic": "Ông Kha nói “không” với rác thải nhựa.",
    "topics-analysed": "Ông Kha phân tích các nguyên nhân của việc này.",
    "denied-what-others-said": "Ông Kha bác bỏ thông tin này.",
    "given-information": "Ông Kha cung cấp thông tin cho các đơn vị.",
    "verb-in-a-places-name": "Dự lễ có ông Kha cùng lãnh đạo huyện Văn Chấn, Than Uyên.",
    "her-son": "Ông Kha gặp con trai bà.",
    "theo-done": "Các xã làm theo ông Kha.",
    "under-a-document": "Theo hướng dẫn của Sở Nội vụ, hồ sơ gồm hai bản.",
    "document-without-marks": "Văn bản của Sở Nội vụ nêu rõ đường đã thông.",
    "rule-that-writes": "Theo quy định phải ghi “Xuất xứ Việt Nam rõ ràng”.",
    "what-people-worry-about": "Điều người dân băn khoăn là giá đất.",
    "reckoning-of-the-paper": "Đường đã thông. Ước tính thiệt hại 5 tỷ đồng.",
    "photo-credit": "Ông Kha trả lời báo chí chiều 3/4 - Ảnh: N.TRẦN",
    "motto-behind-a-colon": "Khẩu hiệu năm nay: “Chạy chậm thôi cho kịp ngắm hoa”.",
    "bare-deputy-nobody-told": "Nhân dịp này, đại biểu đề nghị mở đường.",
    "bodies-that-ask": "Các địa phương đề nghị trung ương hỗ trợ gạo.",
    "message-that-asks": "Ông Kha nhận được tin nhắn, yêu cầu chuyển tiền.",
    "assigning": "Ông Kha giao Sở Y tế làm báo cáo.",
    "who-attended": "Dự hội nghị có ông Kha, Giám đốc Sở Nội vụ; lãnh đạo các sở, ngành; đại diện các xã.",
    "award": "Ông Kha trao bằng khen cho 10 tập thể và 20 cá nhân.",
    "visit": "Ông Kha thăm hỏi, tặng quà các gia đình chính sách.",
    "speech-about": "Ông Kha trình bày báo cáo tổng kết năm.",
    "service": "Người dân gọi số 1022 để được hướng dẫn thủ tục.",
    "event": "Hội nghị diễn ra trong hai ngày 3 và 4/4 tại nhà văn hóa phường.",
    "quoted-title": "Cuốn sách “Đường về làng cũ năm xưa” vừa ra mắt.",
    "name-in-marks": "Đội “Thanh niên xung kích mùa hè xanh” có 20 người.",
    "question-alone": "Bao giờ đường mới thông?",
    "question-of-an-interview": "* Thưa ông, có ý kiến nói đường còn hẹp?",
    "verb-as-a-noun": "Bản dự báo thời tiết được phát lúc 19 giờ.",
    "thanks": "Ông Kha gửi lời cảm ơn tới các nhà tài trợ.",
    "celebration": "Ông Kha chúc mừng năm mới toàn thể bà con.",
    "heard": "Ông Kha lắng nghe ý kiến của bà con.",
    "kept": "Ông Kha bảo vệ thành công luận án tiến sĩ.",
    "asked-after": "Ông Kha hỏi thăm các cụ già trong xóm.",
    "filed": "Ông Kha kê khai tài sản theo quy định.",
    "above": "Nội dung nói trên đã được ông Kha duyệt.",
    "sentence-of-a-court": "HĐXX tuyên phạt bị cáo ba năm tù.",
    "body-that-calls": "UBND tỉnh kêu gọi các doanh nghiệp đóng góp.",
    "police-act": "Công an huyện khởi tố hai bị can.",
    "who-comes": "Đến dự có bà Ngô Thị Mận - Phó chủ tịch Hội Nông dân huyện Sông Đáy.",
    "asked-for-advice": "Ông Kha xin ý kiến của bà Mận.",
    "asked-but-no-answer": "Hỏi ông Kha, chúng tôi không được trả lời.",
    "dash-in-a-list": "- Đường đã thông, cầu đã xong - Sở Nội vụ, Sở Y tế.",
    "this-body-acts": "Cơ quan này đã cử ba đoàn đi các xã.",
    "speaking-time": "Ông Kha có 15 phút phát biểu.",
    "nothing-but-a-name": "Đỗ Minh Kha",
}


@pytest.mark.parametrize("sentence", NOTHING_SAID.values(), ids=NOTHING_SAID)
def test_what_nobody_said_is_no_quote(sentence: str) -> None:
    assert found(KHA + sentence) == []


def test_a_third_of_the_sentences_hold_no_quote() -> None:
    with_quotes = [*CUES, *TWO_QUOTES, *MENTIONS, *NOT_OFFICIALS, *EPITHETS, *INTERVIEWS]
    assert 2 * len(NOTHING_SAID) >= len(with_quotes)
