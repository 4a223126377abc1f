"""The words of invented news: places, topics by section, and the parts that sentences are put together from."""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", " ").split(","))


DISTRICTS = _listed(
    "Ba Đình, Bắc Từ Liêm, Cầu Giấy, Đống Đa, Hà Đông, Hai Bà Trưng, Hoàn Kiếm, Hoàng Mai, Long Biên, Nam Từ "
    "Liêm, Tây Hồ, Thanh Xuân"
)
COUNTIES = _listed(
    "Ba Vì, Chương Mỹ, Đan Phượng, Đông Anh, Gia Lâm, Hoài Đức, Mê Linh, Mỹ Đức, Phú Xuyên, Quốc Oai, Sóc Sơn, "
    "Thạch Thất"
)
WARDS = _listed(
    "Bình Hoa, Cầu Trắng, Chợ Mới, Cửa Đình, Đồng Sen, Đông Hoà, Giếng Ngọc, Hạ Đồng, Hoa Lư, Hồng Vân, Kim "
    "Thành, La Dương, Liên Trì, Mai Trang, Minh Lương, Ngọc Khê, Nhật Quang, Phú Thuỵ, Phúc Lâm, Quảng Yên, "
    "Quất Động, Sài Khê, Tân Lập, Tây Trà, Thanh Nhuệ, Thịnh Mỹ, Thuỵ Sơn, Trung Tự, Tứ Hiên, Vạn Xuân, Văn "
    "Điền, Vĩnh Tiến, Xuân Canh, Yên Thái, Yên Vinh, Đại Phong, Hương Tảo, Bạch Liên, Thượng Cầu, Hạ Trì, Nghĩa "
    "Lộ, Phương Cáo, Trúc Lâm, Dịch Đình, Cổ Linh, Gia Thuận, Đức Hoà, Long Xuyên"
)
DEPARTMENTS = _listed(
    "Y tế, Giáo dục và Đào tạo, Xây dựng, Giao thông Vận tải, Tài nguyên và Môi trường, Công Thương, Tài chính, "
    "Nội vụ, Văn hoá và Thể thao, Du lịch, Kế hoạch và Đầu tư, Tư pháp, Lao động Thương binh và Xã hội, Nông "
    "nghiệp và Phát triển nông thôn"
)
HOUSES = _listed(
    "Bệnh viện Đa khoa Sông Nhuệ, Bệnh viện Nhi Tây Thành, Trung tâm Y tế Cửa Bắc, Trường THPT Hoa Sữa, Trường "
    "THCS Cầu Trắng, Trường Tiểu học Giếng Ngọc, Công ty Thoát nước Tô Lịch, Công ty Môi trường Xanh Thăng "
    "Long, Ban Quản lý dự án Vành đai, Trung tâm Kiểm soát bệnh tật Thủ đô, Hợp tác xã Rau Đồng Sen, Bảo tàng "
    "Phố Cổ"
)
LEARNED = _listed(
    "Đại học Kiến trúc Sông Hồng, Viện Quy hoạch Đô thị Mới, Hội Bảo vệ Người tiêu dùng Thăng Long, Đại học "
    "Kinh tế Bắc Hà, Viện Nghiên cứu Nước sạch, Hiệp hội Vận tải Đồng bằng, Viện Dân số và Gia đình"
)
LEARNED_AS = _listed("chuyên gia, nhà nghiên cứu, giảng viên, kiến trúc sư, luật sư, nhà báo, bác sĩ")

SURNAMES = _listed(
    "Nguyễn, Nguyễn, Nguyễn, Nguyễn, Trần, Trần, Lê, Lê, Phạm, Hoàng, Vũ, Võ, Phan, Trương, Bùi, Đặng, Đỗ, Ngô, "
    "Hồ, Dương, Đinh, Đoàn, Đào, Trịnh, Lâm, Khuất, Kiều, Nghiêm, Lưu, Mai"
)
MALE_MIDDLE = _listed("Văn, Hữu, Đức, Minh, Quang, Xuân, Công, Đình, Mạnh, Quốc, Trọng, Tiến, Thế, Khắc, Bá, Anh, Duy")
FEMALE_MIDDLE = _listed("Thị, Thị Minh, Thị Thu, Thị Hồng, Thị Kim, Thuý, Thanh, Hồng, Mai, Bích, Ngọc, Thu")
MALE_GIVEN = _listed(
    "Hùng, Dũng, Tuấn, Hải, Sơn, Thắng, Cường, Long, Thành, Nam, Bình, Hoà, Kiên, Lâm, Tùng, Đạt, Phong, Quân, "
    "Trung, Thao, Chiến, Khánh, Vinh, Toàn, Nghĩa, Lợi, Tài, Ví, Thử, Tâm"
)
FEMALE_GIVEN = _listed(
    "Hương, Hà, Lan, Hoa, Hằng, Nga, Thuỷ, Thảo, Yến, Oanh, Phượng, Loan, Liên, Mai, Vân, Huyền, Nhung, Trang, "
    "Dung, Tuyết"
)

SECTIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("Chính trị",): _listed(
        "Kỳ họp HĐND, Bầu cử, Cải cách hành chính, Tiếp xúc cử tri, Chính quyền đô thị, Giám sát, Đối ngoại Thủ "
        "đô"
    ),
    ("Chính trị", "Xây dựng Đảng"): _listed(
        "Đại hội Đảng bộ, Học tập và làm theo Bác, Công tác cán bộ, Chi bộ bốn tốt, Kiểm tra Đảng, Dân vận khéo"
    ),
    ("Xã hội",): _listed(
        "An sinh xã hội, Tết Nguyên đán, Giảm nghèo, Nhà ở xã hội, Phố đi bộ, Chung cư cũ, Người cao tuổi, Việc "
        "làm, Nếp sống văn minh, Rác thải"
    ),
    ("Xã hội", "Y tế"): _listed(
        "Phòng chống dịch, Tiêm chủng, Sốt xuất huyết, An toàn thực phẩm, Bảo hiểm y tế, Khám sức khoẻ, Cúm "
        "mùa, Trạm y tế"
    ),
    ("Xã hội", "Giáo dục"): _listed(
        "Tuyển sinh lớp 10, Trường chuẩn quốc gia, Học trực tuyến, Thi tốt nghiệp, Bữa ăn bán trú, Sách giáo "
        "khoa, Khai giảng, Học phí"
    ),
    ("Xã hội", "Giao thông"): _listed(
        "Đường Vành đai 4, Ùn tắc giao thông, Xe buýt, Metro Nhổn, Cầu vượt, Bãi đỗ xe, Vỉa hè, Nồng độ cồn"
    ),
    ("Kinh tế",): _listed(
        "Thu ngân sách, Đầu tư công, Nông thôn mới, Chuyển đổi số, Làng nghề, Sản phẩm OCOP, Khu công nghiệp, "
        "Khởi nghiệp"
    ),
    ("Kinh tế", "Thị trường"): _listed(
        "Giá xăng, Giá vàng, Bình ổn giá, Hàng Việt, Chợ đầu mối, Thương mại điện tử, Siêu thị, Giá thịt lợn"
    ),
    ("Kinh tế", "Bất động sản"): _listed(
        "Đấu giá đất, Sổ đỏ, Giá nhà, Quy hoạch phân khu, Giải phóng mặt bằng, Bảng giá đất"
    ),
    ("Văn hoá",): _listed(
        "Lễ hội, Di tích, Phố cổ, Sách, Áo dài, Âm nhạc dân tộc, SEA Games, Du lịch đêm, Ẩm thực, Công viên, "
        "Thư viện"
    ),
    ("Pháp luật",): _listed(
        "Phòng cháy chữa cháy, Trật tự xây dựng, Lừa đảo qua mạng, Ma tuý, Căn cước công dân, Trộm cắp, Đất "
        "đai, Xét xử"
    ),
    ("Môi trường",): _listed(
        "Ngập úng, Chất lượng không khí, Sông Tô Lịch, Nước sạch, Trồng cây xanh, Bão, Nắng nóng, Rét đậm, Xử "
        "lý rác"
    ),
}  # fmt: skip

VERBS = _listed(
    "cho biết, cho biết, cho biết, khẳng định, nhấn mạnh, nhấn mạnh, đề nghị, yêu cầu, cho rằng, chia sẻ, thông "
    "tin, phát biểu, đánh giá, lưu ý, chỉ đạo, bày tỏ, nói, cho hay"
)
WHEN = _lines("""
    Sáng {day},
    Chiều {day},
    Trong {n} tháng đầu năm {year},
    Theo kế hoạch của {seat} {place},
    Từ đầu năm {year} đến nay,
    So với cùng kỳ năm trước,
    Cùng với việc triển khai {topic},
    Tại hội nghị về {topic},
    Trước đó,
    Đến hết ngày {day},
    Nhằm nâng cao hiệu quả {topic},
    Thực hiện chương trình của Thành uỷ Hà Nội,
    Bên cạnh đó,
    Trong khuôn khổ đợt kiểm tra,
    Ghi nhận tại phường {ward},
    Ở nhiều khu dân cư,
""")
WHO = _lines("""
    {seat} {place}
    UBND {seat} {place}
    các phường, xã trên địa bàn {seat} {place}
    người dân phường {ward}
    lực lượng chức năng
    hơn {k} hộ dân
    các đơn vị liên quan của thành phố Hà Nội
    tổ công tác liên ngành gồm {n} thành viên
    Ban Chỉ đạo về {topic}
    Hội Liên hiệp Phụ nữ {seat} {place}
    Đoàn Thanh niên {place}
    cấp uỷ, chính quyền cơ sở
    doanh nghiệp và hợp tác xã
    nhà thầu thi công
    Mặt trận Tổ quốc các cấp
    tổ dân phố số {n}
    đoàn giám sát của HĐND thành phố
    các trường học và trạm y tế
""")
DID = _lines("""
    đã hoàn thành
    đang triển khai
    tập trung chỉ đạo
    phối hợp tổ chức
    đẩy nhanh tiến độ
    rà soát, thống kê
    tăng cường kiểm tra
    tiếp tục duy trì
    vận động nhân dân thực hiện
    vừa ban hành kế hoạch về
    lấy ý kiến góp ý cho
    xử lý nghiêm vi phạm trong
    hỗ trợ kinh phí cho
    đã cơ bản giải quyết xong
    công khai minh bạch
    ứng dụng công nghệ thông tin vào
    chưa bố trí đủ vốn cho
    đã khởi công
""")
WHAT = _lines("""
    {topic} tại phường {ward}
    {n} dự án trọng điểm
    việc chỉnh trang hè phố và chiếu sáng ngõ xóm
    {percent} chỉ tiêu được giao
    công tác giải phóng mặt bằng với số tiền {money}
    các tuyến đường liên xã dài {n} km
    mô hình tự quản về môi trường
    quy trình tiếp nhận hồ sơ qua mạng
    chính sách hỗ trợ hộ nghèo và cận nghèo
    việc cải tạo {n} nhà văn hoá và sân chơi
    hạ tầng kỹ thuật khu đấu giá
    những kiến nghị của cử tri
    hệ thống thoát nước cạnh chợ {ward}
    đợt cao điểm về trật tự đô thị
    bộ tiêu chí gia đình văn hoá
    các lớp tập huấn cho {k} cán bộ
    chuyển đổi cơ cấu cây trồng vật nuôi
    kế hoạch sản xuất vụ xuân
    việc cấp phát thiết bị cho y tế cơ sở
    công tác {topic} năm {year}
""")
HOW = _lines("""
    trước ngày {day}
    với tổng kinh phí khoảng {money}
    theo đúng quy định của pháp luật
    trên toàn bộ địa bàn {place}
    trong sự đồng thuận của nhân dân
    góp phần giữ gìn an ninh trật tự và an toàn xã hội
    đạt {percent} kế hoạch năm
    tăng {percent} so với cùng kỳ
    dù còn không ít khó khăn về nguồn lực
    để bảo đảm tiến độ chung của Thành phố
    không để phát sinh điểm nóng
    đáp ứng yêu cầu phát triển của Thủ đô
    mang lại lợi ích thiết thực cho {k} người dân
    vượt {percent} dự toán
    cùng nhiều hoạt động văn hoá, thể thao sôi nổi
    gắn với phong trào thi đua yêu nước
""")
SAYING = _lines("""
    các đơn vị phải
    thành phố sẽ
    {seat} {place} đã
    cấp uỷ và chính quyền cần
    trong năm {year}, địa phương
    chúng tôi quyết tâm
    người dân mong muốn
    mỗi phường, xã cần chủ động
    đến nay {percent} số hộ đã
    việc này giúp
    nếu không sớm
    toàn bộ hệ thống chính trị phải
    ngành chức năng đang
    cái khó hiện nay là
    không thể chậm trễ trong
    cần nhìn thẳng vào hạn chế của
""")
SAID = _lines("""
    làm tốt {topic}
    giải quyết dứt điểm kiến nghị của bà con phường {ward}
    bố trí {money} cho hạ tầng
    tạo điều kiện để doanh nghiệp phục hồi sản xuất
    công khai kết quả trên cổng thông tin điện tử
    bảo đảm quyền lợi của người dân khi thu hồi đất
    nâng tỷ lệ hài lòng lên {percent}
    tháo gỡ vướng mắc về thủ tục đầu tư
    xử lý trách nhiệm người đứng đầu
    đưa {topic} thành việc làm thường xuyên
    hoàn thành trước ngày {day}
    lắng nghe dân và làm cho dân tin
    giữ gìn cảnh quan, môi trường sáng, xanh, sạch, đẹp
    xây thêm {n} trường học và trạm y tế
    chăm lo đời sống cho {k} gia đình chính sách
    không để ai bị bỏ lại phía sau
""")
TITLES = _lines("""
    {Seat} {place}: {Topic} đạt nhiều kết quả
    {Seat} {place} đẩy mạnh {topic}
    {Topic}: Còn đó những nỗi lo ở {place}
    Hà Nội: {Topic} vào cuộc từ cơ sở
    Phường {ward} ra quân làm {topic}
    {Topic} ở {place}: Bao giờ hết chậm?
    Hơn {k} người dân {place} hưởng lợi từ {topic}
    Hà Nội dành {money} cho {topic}
    {Seat} {place} sơ kết {n} tháng {topic}
    Tháo gỡ khó khăn cho {topic} tại {place}
    Chuyện {topic} ở tổ dân phố số {n}
    {percent} chỉ tiêu {topic} của {place} về đích sớm
""")
ODD_TITLES = (
    "🎉 {title} 🎊",
    '=HYPERLINK("http://x.example";"{title}")',
    "</script><script>alert(1)</script> {title}",
    '"{title}", +1 và @tất cả',
    "{title} \u202bمرحبا\u202c",
)
CAPTIONS = _lines("""
    Người dân phường {ward} tham gia {topic}. Ảnh: {author}
    Lãnh đạo {seat} {place} kiểm tra thực tế. Ảnh: {author}
    Quang cảnh hội nghị ngày {day}. Ảnh minh hoạ
    Một góc {place} hôm nay
""")
RESIDENTS_AS = _listed(
    "người dân phường {ward}, tiểu thương chợ {ward}, chủ hộ kinh doanh ở {place}, sinh viên, tài xế"
)
